import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertCondition, AlertDefinitionInput } from '../../../src/contract/alert.ts';
import type { MetricRecord } from '../../../src/contract/performance.ts';
import { createHarness, hour, minute, ok, type Harness } from './harness.ts';

const own = (condition: AlertCondition, more: Partial<AlertDefinitionInput> = {}): AlertDefinitionInput => ({ name: 'Own', category: 'business', severity: 'HIGH', threshold: 5, window: 5, condition, ...more });

async function open(h: Harness, alertId = 'own') {
  return (await h.service.getActiveAlerts()).find((incident) => incident.alertId === alertId) ?? null;
}

const metric = (h: Harness, name: string, value: number, type = 'custom'): MetricRecord => ({ id: `${name}-${value}`, timestamp: h.clock.now(), type, name, value, unit: 'ms', rating: null, tags: {}, url: '', sessionId: 's1', userId: null, tabId: 't1', release: '1' }) as MetricRecord;

test('a condition fires within a few seconds of what it counts, and ends after a good window', async () => {
  const h = createHarness();
  const definition = ok(await h.service.registerAlert('own', own({ metric: 'logs', aggregate: 'count', filter: { level: 'ERROR', component: 'checkout' } })));
  assert.equal(definition.evaluation, 'stream');
  const errors = (count: number, component: string) => h.logs('app' as 'business', 'failed', count).map((entry) => ({ ...entry, level: 'ERROR' as const, context: { component } }));
  await h.observe({ logs: [...errors(5, 'checkout'), ...errors(50, 'search')] });
  await h.pass(minute);
  assert.equal(await open(h), null);
  assert.equal((await h.service.explain('own')).text, 'count is 5 of 5 in 5 min, it fires > 5');
  await h.observe({ logs: errors(1, 'checkout') });
  await h.pass(30_000);
  const incident = await open(h);
  assert.equal(incident?.value, 6);
  assert.equal(incident.data['message'], 'count is 6 of 6 in 5 min, it fires > 5');
  assert.equal(h.named('alert.triggered').length, 1);
  for (let at = 0; at < 11; at += 1) {
    await h.observe({ calls: h.calls('ok', 1) });
    await h.pass(minute);
  }
  assert.equal(await open(h), null);
  assert.equal((await h.service.getAlertHistory())[0]?.resolution?.automatic, true);
});

test('for: it has to hold; explain says pending and for how long', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', own({ metric: 'errors', aggregate: 'count', for: 3 }, { threshold: 2 })));
  await h.observe({ errors: ['a', 'b', 'c'].map((name) => h.error(name)) });
  await h.pass(30_000);
  const pending = await h.service.explain('own');
  assert.deepEqual([pending.state, pending.step], ['pending', 'pending']);
  assert.match(pending.text, /it fires when that holds for 3 min more/);
  h.restart();
  await h.pass(2 * minute);
  assert.equal(await open(h), null);
  await h.pass(minute);
  assert.ok(await open(h));
});

test('a ratio of the calls of one route, by outcome', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', own({ metric: 'api', aggregate: 'ratio', filter: { status: '5*' }, of: { route: 'POST /payments' } }, { threshold: 0.1 })));
  const payments = (outcome: 'ok' | 'server_error', count: number) => h.calls(outcome, count).map((call) => ({ ...call, route: 'POST /payments' }));
  await h.observe({ calls: [...h.calls('server_error', 40), ...payments('ok', 30), ...payments('server_error', 3)] });
  await h.pass(5_000);
  assert.equal((await h.service.explain('own')).step, 'below_threshold');
  await h.observe({ calls: payments('server_error', 7) });
  await h.pass(30_000);
  assert.deepEqual([(await open(h))?.value, (await open(h))?.sampleSize], [0.25, 40]);
});

test('percentiles of vitals, sums of the numbers in business events, different sessions', async () => {
  const h = createHarness({ events: { paid: 'payment_succeeded' } });
  ok(await h.service.registerAlert('lcp', own({ metric: 'vitals', aggregate: 'p75', filter: { name: 'LCP' } }, { threshold: 2_500 })));
  ok(await h.service.registerAlert('refunds', own({ metric: 'business', aggregate: 'sum', field: 'context.amount', filter: { name: 'refunded' } }, { threshold: 1_000 })));
  ok(await h.service.registerAlert('sessions', own({ metric: 'errors', aggregate: 'distinct', field: 'sessionId' }, { threshold: 2 })));
  ok(await h.service.registerAlert('paid', own({ metric: 'business', aggregate: 'count', filter: { name: 'payment_succeeded' } }, { threshold: 0 })));
  ok(await h.service.registerAlert('queue', own({ metric: 'metrics', aggregate: 'max', filter: { name: 'queue_depth' }, compare: '>=' }, { threshold: 50 })));
  await h.observe({
    metrics: [...Array.from({ length: 20 }, () => metric(h, 'LCP', 3_000, 'vital')), ...Array.from({ length: 90 }, () => metric(h, 'CLS', 0.01, 'vital')), metric(h, 'queue_depth', 50)],
    logs: [...h.logs('business', 'refunded', 2).map((entry) => ({ ...entry, context: { amount: 600 } })), ...h.logs('business', 'paid')],
    errors: ['s1', 's2', 's3'].map((sessionId) => h.error('same', { sessionId })),
  });
  await h.pass(5_000);
  const values = Object.fromEntries((await h.service.getActiveAlerts()).map(({ alertId, value }) => [alertId, value]));
  assert.ok(Math.abs(values['lcp']! - 3_000) <= 30);
  assert.deepEqual({ ...values, lcp: 3_000 }, { lcp: 3_000, refunds: 1_200, sessions: 3, paid: 1, queue: 50 });
});

test('too little of something: fires only while somebody is there to see it', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', own({ metric: 'business', aggregate: 'count', filter: { name: 'order_placed' }, compare: '<' }, { threshold: 1, window: 10 })));
  await h.pass(hour);
  assert.equal(await open(h), null, 'nobody was there');
  for (let at = 0; at < 8; at += 1) {
    await h.observe({ calls: h.calls('ok', 1) });
    await h.pass(minute);
  }
  assert.equal((await open(h))?.value, 0);
});

test('checks as they stand', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', own({ metric: 'health', aggregate: 'count', filter: { id: ['payment_gateway', 'database_connectivity'], status: ['UNHEALTHY', 'CRITICAL'] }, for: 1 }, { threshold: 0 })));
  const stand = (status: string, staleAt = h.clock.now() + hour) => h.store.write(async (tx) => tx.put('checks', { key: 'payment_gateway', status, staleAt } as never));
  await stand('HEALTHY');
  await h.pass(minute);
  assert.equal((await h.service.explain('own')).step, 'below_threshold');
  await stand('UNHEALTHY');
  await h.pass(30_000);
  assert.equal((await h.service.explain('own')).state, 'pending');
  await h.pass(minute);
  assert.ok(await open(h));
  await stand('HEALTHY', h.clock.now() - 1);
  await h.pass(30 * minute);
  assert.ok(await open(h), 'a stale result ends nothing');
  await stand('HEALTHY');
  await h.pass(6 * minute);
  assert.equal(await open(h), null);
});

test('a condition that is registered anew begins anew; one taken away leaves nothing', async () => {
  const h = createHarness();
  const rows = async () => (await h.store.read((tx) => tx.list('counters', { from: 'condition:', to: 'condition;' }))).length;
  ok(await h.service.registerAlert('own', own({ metric: 'errors', aggregate: 'count' }, { threshold: 2 })));
  await h.observe({ errors: ['a', 'b'].map((name) => h.error(name)) });
  ok(await h.service.registerAlert('own', own({ metric: 'errors', aggregate: 'count' }, { threshold: 2 })));
  await h.observe({ errors: [h.error('c')] });
  await h.pass(minute);
  assert.equal(await open(h), null);
  assert.equal(await rows(), 2);
  ok(await h.service.registerAlert('other', own({ metric: 'errors', aggregate: 'count' })));
  ok(await h.service.unregisterAlert('own'));
  await h.pass(2 * minute);
  assert.equal(await rows(), 1);
});

test('what no window asks for any more is forgotten, and one condition is at most 31 rows', async () => {
  const h = createHarness();
  ok(await h.service.registerAlert('own', own({ metric: 'errors', aggregate: 'p95', field: 'appContext.load' }, { window: 1_440 })));
  ok(await h.service.registerAlert('brief', own({ metric: 'errors', aggregate: 'count' }, { threshold: 1e6, window: 1 })));
  for (let at = 0; at < 50; at += 1) {
    await h.observe({ errors: [h.error('a', { appContext: { load: at } })] });
    await h.pass(hour);
  }
  const rows = await h.store.read((tx) => tx.list('counters', { from: 'condition:', to: 'condition;' }));
  assert.ok(rows.filter(({ key }) => key.startsWith('condition:own:')).length <= 31);
  assert.ok(rows.filter(({ key }) => key.startsWith('condition:brief:')).length <= 2);
});

test('there are at most 20 conditions and 200 alerts; replacing one is always possible', async () => {
  const h = createHarness();
  const condition: AlertCondition = { metric: 'errors', aggregate: 'count' };
  for (let at = 0; at < 20; at += 1) ok(await h.service.registerAlert(`own_${at}`, own(condition)));
  const more = await h.service.registerAlert('own_20', own(condition));
  assert.equal(more.ok ? '' : more.error, 'condition: expected at most 20 alerts with one');
  ok(await h.service.registerAlert('own_3', own(condition, { threshold: 7 })));
  const { condition: _, ...manual } = own(condition);
  for (let at = 20; at < 200; at += 1) ok(await h.service.registerAlert(`own_${at}`, manual));
  const over = await h.service.registerAlert('own_200', manual);
  assert.equal(over.ok ? '' : over.error, 'expected at most 200 alerts');
  ok(await h.service.registerAlert('own_150', { ...manual, threshold: 8 }));
});

test('every fault of a condition is named by its path, with what was expected and what was got', async () => {
  const h = createHarness();
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ metric: 'error' }, /^condition\.metric: expected one of errors, logs, api, .*, got "error"$/],
    [{ aggregate: 'mean' }, /^condition\.aggregate: expected one of count, .*, got "mean"$/],
    [{ compare: '=' }, /^condition\.compare: expected one of > >= < <=, got "="$/],
    [{ filter: {} }, /^condition\.filter: expected an object of 1 to 10 members, got \{\}$/],
    [{ filter: { status: null } }, /^condition\.filter\.status: expected a text, .*, got null$/],
    [{ filter: { 'a b': 1 } }, /^condition\.filter\.a b: expected a member/],
    [{ aggregate: 'ratio' }, /^condition\.filter: expected what to take the ratio of, got undefined$/],
    [{ metric: 'logs', aggregate: 'avg' }, /^condition\.field: expected the number to take the avg of, .*, got undefined$/],
    [{ for: -1 }, /^condition\.for: expected minutes from 0 to 1440, got -1$/],
    [{ clear: 'low' }, /^condition\.clear: expected a number, got "low"$/],
    [{ aggregate: 'burn_rate', filter: { status: '5*' } }, /^condition\.objective: expected a share as 0\.99, got undefined$/],
    [{ aggregate: 'burn_rate', filter: { status: '5*' }, objective: 0.99 }, /^condition\.aggregate: expected a window of 360 and a threshold of 1 with "burn_rate", got 5 and 5$/],
    [{ window: 5 }, /^condition\.window: expected one of metric, aggregate, .*, got "an unknown member"$/],
  ];
  for (const [fault, expected] of wrong) {
    const result = await h.service.registerAlert('own', own({ metric: 'api', aggregate: 'count', ...fault } as AlertCondition));
    assert.match(result.ok ? '' : result.error, expected);
  }
  const text = await h.service.registerAlert('own', { ...own({ metric: 'api', aggregate: 'count' }), condition: 'api > 5' as never });
  assert.match(text.ok ? '' : text.error, /^condition: expected /);
});
