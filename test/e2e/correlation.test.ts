import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected } from '../support/ops-page.ts';

interface AccessLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly traceparent: string | null;
}

describe('a request of a page and of its backend', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  test('the clinic: what the page logged, what failed there and what the server logged stand under one id', async () => {
    const demo = await demos.start();
    const { page } = await browser.open(demo.url('/'));
    await connected(page);
    // The part of the script that does this may come after the page's first request.
    await eventually(() => page.evaluate(() => fetch('/api/doctors').then((answer) => answer.headers.get('x-request-id'))), (id) => id !== null);
    await demo.fault({ component: 'payment_gateway', state: 'down' });
    const failed = await page.evaluate(async () => {
      const { request } = (await import('/api.js' as string)) as { request(path: string, init?: object): Promise<{ doctors: { id: number; nextSlots: string[] }[]; appointment: { id: string } }> };
      const { doctors } = await request('/api/doctors');
      const doctor = doctors.find(({ nextSlots }) => nextSlots.length)!;
      const { appointment } = await request('/api/appointments', { method: 'POST', body: { doctorId: doctor.id, slot: doctor.nextSlots[0], patient: { name: 'Ann', email: 'ann@example.com' } } });
      return request('/api/payments', { method: 'POST', body: { appointmentId: appointment.id, card: 'valid' } }).then(
        () => '',
        (error: Error & { correlationId: string }) => {
          window.prescriptoOps.captureException(error, { component: 'Payment', correlationId: error.correlationId });
          return error.correlationId;
        },
      );
    });
    assert.match(failed, /^[\da-f]{32}$/);
    const trail = await eventually(
      () => page.evaluate((id: string) => window.prescriptoOps.log.getRequest(id), failed),
      ({ entries, errors, calls }) => entries.length > 0 && errors.length > 0 && calls.length > 0,
    );
    assert.deepEqual(trail.entries.map(({ message, context }) => [message, context['component'], context['path']]), [['API request refused', 'api', '/api/payments']]);
    assert.ok(trail.errors.every(({ correlationId }) => correlationId === failed));
    assert.deepEqual(trail.calls.map(({ route, status }) => [route, status]), [['POST /api/payments', 502]]);
    const { lines } = (await (await fetch(demo.url(`/demo/requests?id=${failed}`))).json()) as { lines: AccessLine[] };
    assert.deepEqual(lines.map(({ method, path, status }) => [method, path, status]), [['POST', '/api/payments', 502]]);
    const { items } = await demo.arrived('logs', (entries) => entries.some(({ correlationId }) => correlationId === failed));
    assert.ok(items.some(({ correlationId, message }) => correlationId === failed && message === 'API request refused'));
  });

  test('without the option no header is added', async () => {
    const demo = await demos.start({ pages: { 'plain.html': opsPage() } });
    const { page } = await browser.open(demo.url('plain.html'));
    await connected(page);
    await page.evaluate(() => fetch('/api/doctors?q=plain'));
    const { lines } = (await (await fetch(demo.url('/demo/requests'))).json()) as { lines: AccessLine[] };
    assert.deepEqual(lines.filter(({ path }) => path === '/api/doctors').map(({ requestId, traceparent }) => [requestId, traceparent]), [[null, null]]);
  });

  test('with a traceparent the export is a trace that the backend has, too', async () => {
    const demo = await demos.start({ pages: { 'traced.html': opsPage({ config: { correlation: { traceparent: ['/'] } } }) } });
    const { page } = await browser.open(demo.url('traced.html'));
    await connected(page);
    await eventually(() => page.evaluate(() => fetch('/api/doctors').then((answer) => answer.headers.get('x-request-id'))), (id) => id !== null);
    const id = await page.evaluate(async () => {
      const answer = await fetch('/api/doctors?q=traced');
      window.prescriptoOps.log.withCorrelation(answer).info('traced');
      return answer.headers.get('x-request-id')!;
    });
    const { lines } = (await (await fetch(demo.url(`/demo/requests?id=${id}`))).json()) as { lines: AccessLine[] };
    assert.match(lines[0]?.traceparent ?? '', new RegExp(`^00-${id}-[\\da-f]{16}-01$`));
    const exported = await eventually(() => page.evaluate((correlationId: string) => window.prescriptoOps.log.export({ format: 'otlp', correlationId }), id), (text) => text.includes('traced'));
    const { resourceLogs } = JSON.parse(exported) as { resourceLogs: { scopeLogs: { logRecords: { traceId: string; body: object }[] }[] }[] };
    assert.deepEqual(resourceLogs[0]?.scopeLogs[0]?.logRecords.map(({ traceId, body }) => [traceId, body]), [[id, { stringValue: 'traced' }]]);
  });
});
