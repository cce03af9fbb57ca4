import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, hour, minute, ok } from './harness.ts';
import type { Harness } from './harness.ts';

async function open(harness: Harness, alertId: string) {
  return (await harness.service.getActiveAlerts()).find((incident) => incident.alertId === alertId) ?? null;
}

test('high_error_rate: 2 failures of 20 are chance, 3 of 20 fire; a whole good window later it resolves', async () => {
  const h = createHarness();
  await h.observe({ calls: [...h.calls('ok', 17), ...h.calls('server_error', 2), ...h.calls('ok', 1)] });
  assert.equal(await open(h, 'high_error_rate'), null);
  assert.equal((await h.service.explain('high_error_rate')).step, 'not_significant');

  const other = createHarness();
  await other.observe({ calls: [...other.calls('ok', 17), ...other.calls('server_error', 1), ...other.calls('timeout', 1), ...other.calls('network', 1)] });
  const incident = await open(other, 'high_error_rate');
  assert.equal(incident?.value, 0.15);
  assert.equal(incident.sampleSize, 20);
  assert.equal(other.named('alert.triggered').length, 1);

  const started = other.clock.now();
  for (let at = 0; at < 20; at += 1) {
    await other.pass(minute);
    await other.observe({ calls: other.calls('ok', 2) });
  }
  const [resolved] = await other.service.getAlertHistory();
  assert.equal(resolved?.state, 'resolved');
  assert.equal(resolved.resolution?.automatic, true);
  // Five minutes until the failures leave the window, five more that must stay good.
  assert.ok(resolved.resolvedAt! - started >= 10 * minute && resolved.resolvedAt! - started <= 13 * minute, String(resolved.resolvedAt! - started));
  assert.equal(other.named('alert.resolved').length, 1);
});

test('high_error_rate: aborted, offline and 4xx are no failures', async () => {
  const h = createHarness();
  await h.observe({ calls: [...h.calls('client_error', 30), ...h.calls('aborted', 30), ...h.calls('offline', 30)] });
  const explained = await h.service.explain('high_error_rate');
  assert.equal(explained.sampleSize, 30);
  assert.equal(explained.value, 0);
});

test('without data an open alert stays open, and one good call does not close it', async () => {
  const h = createHarness();
  await h.observe({ calls: [...h.calls('ok', 10), ...h.calls('server_error', 10)] });
  await h.pass(6 * hour);
  assert.ok(await open(h, 'high_error_rate'));
  await h.observe({ calls: h.calls('ok', 1) });
  await h.pass(hour);
  assert.ok(await open(h, 'high_error_rate'));
});

test('an alert triggered by hand waits for data before it resolves by itself', async () => {
  const h = createHarness();
  const incident = ok(await h.service.triggerAlert('high_error_rate', { value: 0.08 }, { service: 'api' }));
  assert.equal(incident.value, 0.08);
  await h.pass(2 * hour);
  assert.ok(await open(h, 'high_error_rate'));
  for (let at = 0; at < 8; at += 1) {
    await h.observe({ calls: h.calls('ok', 5) });
    await h.pass(minute);
  }
  assert.equal(await open(h, 'high_error_rate'), null);
});

test('api_response_time: p95 above 2 s of 20 calls fires, of 19 it does not', async () => {
  const h = createHarness();
  await h.observe({ calls: [...h.calls('ok', 17), ...h.calls('ok', 2, 2_100)] });
  assert.equal((await h.service.explain('api_response_time')).step, 'too_few_samples');
  await h.observe({ calls: h.calls('ok', 1) });
  const incident = await open(h, 'api_response_time');
  assert.ok(incident && Math.abs(incident.value! - 2_100) <= 42, String(incident?.value));
  for (let at = 0; at < 14; at += 1) {
    await h.pass(minute);
    await h.observe({ calls: h.calls('ok', 2, 300) });
  }
  assert.equal(await open(h, 'api_response_time'), null);

  const fast = createHarness();
  await fast.observe({ calls: [...fast.calls('ok', 19), ...fast.calls('ok', 1, 9_000)] });
  assert.equal(await open(fast, 'api_response_time'), null);
});

test('user_session_errors: the fourth different error of one session fires; repeats and other sessions do not add up', async () => {
  const h = createHarness();
  await h.observe({ errors: ['a', 'b', 'c', 'a', 'a'].map((name) => h.error(name)) });
  await h.observe({ errors: ['d', 'e'].map((name) => h.error(name, { sessionId: 's2' })) });
  await h.observe({ errors: [h.error('note', { severity: 'INFO' })] });
  assert.equal(await open(h, 'user_session_errors'), null);
  await h.observe({ errors: [h.error('d')] });
  const incident = await open(h, 'user_session_errors');
  assert.equal(incident?.value, 4);
  assert.deepEqual(incident.data, { sessionId: 's1', value: 4, message: '4 different errors' });
  await h.observe({ errors: ['f', 'g'].map((name) => h.error(name, { sessionId: 's2' })) });
  assert.equal((await h.service.getAlertHistory()).length, 1, 'another session is the same incident');
  for (let at = 0; at < 32; at += 1) {
    await h.pass(minute);
    await h.observe({ calls: h.calls('ok', 1) });
  }
  assert.equal(await open(h, 'user_session_errors'), null);
});

test('security_breach: one event fires at once, and again right after it was resolved', async () => {
  const h = createHarness();
  await h.observe({ logs: h.logs('security', 'failed login') });
  const first = await open(h, 'security_breach');
  assert.equal(first?.severity, 'CRITICAL');
  await h.observe({ errors: [h.error('csp', { category: 'security' })] });
  assert.equal((await open(h, 'security_breach'))?.count, 2);
  ok(await h.service.resolveAlert(first.id, 'ann', 'false alarm'));
  await h.observe({ calls: h.calls('ok', 1) });
  assert.equal(await open(h, 'security_breach'), null, 'what was resolved is not reported again');
  await h.clock.advance(1_000);
  await h.observe({ logs: h.logs('security', 'failed login') });
  const second = await open(h, 'security_breach');
  assert.notEqual(second?.id, first.id);
  assert.equal(h.named('alert.triggered').length, 2);
});

test('security_breach: an event that arrives a day late fires when it arrives', async () => {
  const h = createHarness();
  await h.observe({ logs: h.logs('security', 'tampered token', 1, h.clock.now() - 24 * hour) });
  assert.ok(await open(h, 'security_breach'));
});

test('payment_failures: a decline is not a failure; the application\'s own names count', async () => {
  const h = createHarness({ events: { paid: 'payment_succeeded', card_error: 'payment_failed' } });
  await h.observe({ logs: [...h.logs('business', 'paid', 10), ...h.logs('business', 'payment_declined', 10)] });
  assert.equal((await h.service.explain('payment_failures')).value, 0);
  await h.observe({ logs: h.logs('business', 'card_error', 2) });
  assert.equal(await open(h, 'payment_failures'), null);
  await h.observe({ logs: h.logs('business', 'card_error', 2) });
  assert.equal((await open(h, 'payment_failures'))?.sampleSize, 24);
  for (let at = 0; at < 34; at += 1) {
    await h.pass(minute);
    await h.observe({ logs: h.logs('business', 'paid', 1) });
  }
  assert.equal(await open(h, 'payment_failures'), null);
});

test('data_sync_failure: any failed sync fires; resolves when syncs complete for a window', async () => {
  const h = createHarness();
  await h.observe({ logs: h.logs('business', 'sync_completed', 5) });
  assert.equal(await open(h, 'data_sync_failure'), null);
  await h.observe({ logs: h.logs('business', 'sync_failed') });
  assert.ok(await open(h, 'data_sync_failure'));
  await h.pass(hour);
  assert.ok(await open(h, 'data_sync_failure'), 'no sync at all proves nothing');
  await h.observe({ logs: h.logs('business', 'sync_completed') });
  await h.pass(minute);
  assert.equal(await open(h, 'data_sync_failure'), null);
});

test('booking_conversion_drop: one browser says insufficient data; a real drop below a week fires and recovers', async () => {
  const h = createHarness();
  assert.match((await h.service.explain('booking_conversion_drop')).text, /insufficient data/);
  await h.observe({ logs: [...h.logs('user_action', 'booking_started', 50), ...h.logs('user_action', 'appointment_booked', 5)] });
  const alone = await h.service.explain('booking_conversion_drop');
  assert.equal(alone.state, 'insufficient_data');
  assert.match(alone.text, /insufficient data/);

  const busy = createHarness();
  const bookings = (started: number, booked: number) => busy.observe({ logs: [...busy.logs('user_action', 'booking_started', started), ...busy.logs('user_action', 'appointment_booked', booked)] });
  for (let day = 0; day < 6; day += 1) {
    await bookings(100, 60);
    await busy.clock.advance(24 * hour);
  }
  await bookings(40, 22);
  assert.equal(await open(busy, 'booking_conversion_drop'), null, 'a little below is chance');
  await busy.clock.advance(3 * hour);
  await bookings(40, 10);
  const incident = await open(busy, 'booking_conversion_drop');
  assert.ok(incident && incident.value! > 0.2);
  for (let at = 0; at < 26; at += 1) {
    await busy.pass(5 * minute);
    await bookings(5, 3);
  }
  assert.equal(await open(busy, 'booking_conversion_drop'), null);
});

test('quiet before it was triggered does not count as quiet after', async () => {
  const h = createHarness();
  for (let at = 0; at < 70; at += 1) {
    await h.pass(minute);
    await h.observe({ calls: h.calls('ok', 1) });
  }
  ok(await h.service.triggerAlert('critical_error', { message: 'Boom' }));
  await h.pass(minute);
  assert.ok(await open(h, 'critical_error'));
});

test('critical_error resolves after an hour in which things were seen and nothing was critical; not while nobody looks', async () => {
  const h = createHarness();
  ok(await h.service.triggerAlert('critical_error', { errorId: 'e1', message: 'Boom' }));
  await h.pass(3 * hour);
  assert.ok(await open(h, 'critical_error'));
  await h.observe({ calls: h.calls('ok', 1) });
  await h.pass(minute);
  assert.equal(await open(h, 'critical_error'), null);
});

test('time asleep does not count as quiet', async () => {
  const h = createHarness();
  await h.observe({ logs: h.logs('security', 'failed login') });
  await h.pass(minute);
  h.clock.set(h.clock.now() + 8 * hour);
  await h.observe({ calls: h.calls('ok', 1) });
  await h.pass(30 * minute);
  assert.ok(await open(h, 'security_breach'));
});

test('evaluation is off with alerts.enabled false, and triggerAlert says so', async () => {
  const h = createHarness({ alerts: { enabled: false } });
  await h.observe({ logs: h.logs('security', 'failed login') });
  assert.deepEqual(await h.service.getActiveAlerts(), []);
  const refused = await h.service.triggerAlert('critical_error', {});
  assert.match(refused.ok ? '' : refused.error, /alerts\.enabled/);
});
