import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { routePattern } from '../../../src/domain/performance/route-pattern.ts';

const routes: readonly (readonly [string, string])[] = [
  ['/api/doctors/42', '/api/doctors/:id'],
  ['https://clinic.example:8080/api/doctors/42?tab=1#top', '/api/doctors/:id'],
  ['/api/doctors/3f2504e0-4f89-11d3-9a0c-0305e82c3301/slots', '/api/doctors/:id/slots'],
  ['/api/files/9f86d081884c7d65', '/api/files/:id'],
  ['/api/patients/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/api/patients/:id'],
  ['/api/patients/ada%40example.org/records', '/api/patients/:email/records'],
  ['/api/appointments/2026-01-05', '/api/appointments/:id'],
  ['/api/users/user_123', '/api/users/:id'],
  ['/api/doctors/dr-ann-17', '/api/doctors/:id'],
  ['/api/slots/2026-01-05T09:30:00Z', '/api/slots/:id'],
  ['/api/files/eyJ1c2VyIjoxMjM0NX0=', '/api/files/:id'],
  ['/photos/42.jpg', '/photos/:id.jpg'],
  ['/api/v2/articles/covid-19-vaccination-for-children', '/api/v2/articles/covid-19-vaccination-for-children'],
  ['/api/v1.2/doctors', '/api/v1.2/doctors'],
  ['/cart;jsessionid=8d3f', '/cart'],
  ['/api/doctors/', '/api/doctors'],
  ['', '/'],
];

for (const [url, pattern] of routes) {
  test(`${url || 'nothing'} is ${pattern}`, () => assert.equal(routePattern('get', url), `GET ${pattern}`));
}

test('any id gives the same route, and folding a route again changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), fc.nat().map(String), fc.emailAddress().filter((mail) => !/[/;?#%\\]/.test(mail))), (id) => {
      const route = routePattern('GET', `/api/doctors/${encodeURIComponent(id)}/slots`);
      assert.match(route, /^GET \/api\/doctors\/:(id|email)\/slots$/);
      assert.equal(routePattern('GET', route.slice(4)), route);
    }),
  );
});

test('no input makes it throw, and none makes it long', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), fc.string(), (url, method) => routePattern(method, url).length < 1_000 || assert.fail(url)));
  assert.equal(routePattern('GET', `data:text/plain,${'x'.repeat(10_000)}`), 'GET /data:');
  assert.equal(routePattern('GET', '/%E0%A4%A'), 'GET /%E0%A4%A');
});
