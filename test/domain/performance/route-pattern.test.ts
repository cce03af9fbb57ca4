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
  ['/api/patients/507f1f77bcf86cd799439011', '/api/patients/:id'],
  ['/api/files/da39a3ee5e6b4b0d3255bfef95601890afd80709', '/api/files/:id'],
  ['/api/files/dGVzdA==', '/api/files/:id'],
  ['/api/patients/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}', '/api/patients/:id'],
  ['/api/patients/%7B3f2504e0-4f89-11d3-9a0c-0305e82c3301%7D', '/api/patients/:id'],
  ['/api/patients/V1StGXR8_ZajdHi-BzmyT', '/api/patients/:id'],
  ['/api/customers/cus_9s6XKzkNRiz8i3', '/api/customers/:id'],
  ['/orders/ORD-2024-0001', '/orders/:id'],
  ['/plans/2026-W03/doctors', '/plans/:id/doctors'],
  ['/articles/123-how-to-book', '/articles/:id'],
  ['/articles/how-to-book-123', '/articles/:id'],
  ['/articles/how-to-book', '/articles/how-to-book'],
  ['/articles/24-hour-care', '/articles/24-hour-care'],
  ['/odata/Doctors(42)/Slots', '/odata/Doctors(:id)/Slots'],
  ['/v1/appointments/42:cancel', '/v1/appointments/:id:cancel'],
  ['/v1/appointments:search', '/v1/appointments:search'],
  ['/en-US/doctors/17', '/en-US/doctors/:id'],
  ['/pt_BR/zh-Hant/de', '/pt_BR/zh-Hant/de'],
  ['/oauth2/token', '/oauth2/token'],
  ['/api/getDoctorsV2List', '/api/getDoctorsV2List'],
  ['/assets/app.3f4e5d6c.js', '/assets/app.:id.js'],
  ['/assets/index-BxYz12_a.min.css', '/assets/index.:id.min.css'],
  ['/assets/covid-19-vaccination.jpg', '/assets/covid-19-vaccination.jpg'],
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

test('folding is linear: a path that was made to be slow is folded like any other', () => {
  for (const path of ['1-', 'a-', 'a-1', '-a1', '(', '=', 'aA1'].map((part) => part.repeat(60_000))) assert.ok(routePattern('GET', `/x/${path}!`).length < 100);
});

test('no input makes it throw, and none makes it long', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), fc.string(), (url, method) => routePattern(method, url).length < 1_000 || assert.fail(url)));
  assert.equal(routePattern('GET', `data:text/plain,${'x'.repeat(10_000)}`), 'GET /data:');
  assert.equal(routePattern('GET', '/%E0%A4%A'), 'GET /%E0%A4%A');
});
