import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PerformanceApi } from '../../../src/contract/runtime-api.ts';
import { createHarness } from './harness.ts';

type Asked = (service: Record<keyof PerformanceApi, (...args: unknown[]) => Promise<unknown>>) => Promise<unknown>;

const range = /^prescripto-ops: time range: expected one of 15m, 1h, 6h, 24h, 7d, 30d, milliseconds, or \{from, to\} in epoch ms, got /;
const questions: readonly (readonly [text: string, ask: Asked, message: RegExp | string])[] = [
  ['getSeries()', (service) => service.getSeries(), 'prescripto-ops: getSeries: expected an object with a metric, as {metric: "LCP"}, got undefined'],
  ['getSeries("LCP")', (service) => service.getSeries('LCP'), 'prescripto-ops: getSeries: expected an object with a metric, as {metric: "LCP"}, got "LCP"'],
  ['getSeries({})', (service) => service.getSeries({}), 'prescripto-ops: getSeries: metric: expected the name of a vital, of a route or of a metric, got null'],
  ['a percentile of 75', (service) => service.getSeries({ metric: 'LCP', percentile: 75 }), 'prescripto-ops: getSeries: percentile: expected 0 to 1, got 75'],
  ['half a point', (service) => service.getSeries({ metric: 'LCP', points: 0.5 }), 'prescripto-ops: getSeries: points: expected a whole number from 1, got 0.5'],
  ['points without end', (service) => service.getSeries({ metric: 'LCP', points: Infinity }), 'prescripto-ops: getSeries: points: expected a whole number from 1, got Infinity'],
  ['a member that no question has', (service) => service.getSeries({ metric: 'LCP', pages: '/book' }), 'prescripto-ops: getSeries: expected members metric, percentile, points, range, page, device, connection, got "pages"'],
  ['a page that is no path', (service) => service.getCoreWebVitals({ page: 'book' }), 'prescripto-ops: getCoreWebVitals: page: expected a path with ids folded, as /doctors/:id, got "book"'],
  ['a device that is none', (service) => service.getCoreWebVitals({ device: 'phone' }), 'prescripto-ops: getCoreWebVitals: device: expected mobile | tablet | desktop, got "phone"'],
  ['a connection that is none', (service) => service.getCoreWebVitals({ connection: 4 }), 'prescripto-ops: getCoreWebVitals: connection: expected a text, as 4g, got 4'],
  ['a type that is none', (service) => service.getMetrics('vitals'), /^prescripto-ops: getMetrics: expected vital \| navigation \| .* \| custom, got "vitals"$/],
  ['vitals of a range that is none', (service) => service.getCoreWebVitals({ range: '1y' }), range],
  ['vitals from a moment on', (service) => service.getCoreWebVitals({ from: 1 }), range],
  ['a series over no range', (service) => service.getSeries({ metric: 'LCP', range: 'today' }), range],
  ['getPages("")', (service) => service.getPages(''), range],
  ['getResourceReport(-1)', (service) => service.getResourceReport(-1), range],
  ['a summary of the reverse', (service) => service.getPerformanceSummary({ from: 2, to: 1 }), range],
];

for (const [text, ask, message] of questions)
  test(`${text} is refused at the door: where, expected, got; no transaction is begun`, async () => {
    const { service, store } = createHarness();
    store.read = () => assert.fail('a transaction was begun');
    await assert.rejects(ask(service as never), { name: 'TypeError', message });
  });

test('null is a member that was not given, as JSON has it', async () => {
  const { service } = createHarness();
  assert.deepEqual(await service.getMetrics(null as never), []);
  assert.deepEqual(await service.getCoreWebVitals(null as never), {});
  assert.deepEqual(await service.getPages(null as never), []);
});
