import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboxItem } from '../../../src/services/ports/outbox.ts';
import { base, deliveryHouse } from './delivery-house.ts';

const minute = 60_000;

interface Told extends OutboxItem {
  readonly to: string;
  readonly severity: string;
  readonly category: string;
  readonly title: string;
  readonly alerts?: readonly Told[];
}

const item = (id: string, more: Partial<Told> = {}): Told => ({ id, to: 'dev-team', severity: 'HIGH', category: 'system', title: `[HIGH] ${id}`, ...more });

function desk(script?: Parameters<typeof deliveryHouse>[0]) {
  const h = deliveryHouse(script);
  return { ...h, told: (channel: string) => h.backend.requests.filter(({ url }) => url === `${base}/api/notifications/${channel}`).map(({ body }) => body as Told) };
}

test('what is triggered within a few seconds is one notification a receiver, with all of it in a list', async () => {
  const { add, told, run } = desk();
  await add('notifications/slack', item('a'));
  await run(2_000);
  await add('notifications/slack', item('b', { severity: 'CRITICAL' }), item('c', { to: 'ops-team' }));
  assert.deepEqual(told('slack'), [], 'nobody is told in the first seconds');
  await run(10_000);
  assert.deepEqual(told('slack').map(({ to, severity, alerts }) => [to, severity, alerts?.map(({ id }) => id)]), [
    ['dev-team', 'CRITICAL', ['a', 'b']],
    ['ops-team', 'HIGH', undefined],
  ]);
  assert.equal(told('slack')[0]?.title, '2 alerts: [HIGH] a, [HIGH] b');
});

test('a CRITICAL security alert does not wait for company', async () => {
  const { add, told, run } = desk();
  await add('notifications/sms', item('breach', { severity: 'CRITICAL', category: 'security' }));
  await run(1_000);
  assert.deepEqual(told('sms').map(({ id }) => id), ['breach']);
});

test('as many as an application allows, however many: 150 an hour, and none at all', async () => {
  for (const most of [150, 1, 0]) {
    const { add, told, run, world } = desk();
    world.config = { ...world.config, alerts: { ...world.config.alerts, perHour: { ...world.config.alerts.perHour, SLACK: most } } };
    for (let at = 0; at < 340; at += 1) {
      await add('notifications/slack', item(`a${at}`));
      await run(10_000);
    }
    assert.equal(told('slack').length, most);
  }
});

test('a channel says at most so much an hour; the rest becomes one when the hour is over; a breach goes at once', async () => {
  const { add, told, run, clock } = desk();
  const begun = clock.now();
  for (let at = 0; at < 30; at += 1) {
    await add('notifications/sms', item(`a${at}`));
    await run(minute);
  }
  assert.equal(told('sms').length, 10);
  await add('notifications/sms', item('breach', { severity: 'CRITICAL', category: 'security' }));
  await run(2_000);
  assert.equal(told('sms').at(-1)?.id, 'breach');
  assert.equal(told('sms').length, 11);
  await run(begun + 62 * minute - clock.now());
  assert.equal(told('sms')[11]?.alerts?.length, 20);
  assert.deepEqual(told('sms')[11]?.alerts?.map(({ id }) => id), Array.from({ length: 20 }, (_, index) => `a${index + 10}`));
});

test('whoever has no limit of that kind is not held up: webhooks go one by one, at once', async () => {
  const { add, backend, run } = desk();
  for (let at = 0; at < 40; at += 1) await add('alertWebhook', item(`w${at}`));
  await run(3_000);
  assert.equal(backend.requests.length, 40);
});

test('what is tried without an answer says so, then what the backend says of each', async () => {
  const { add, run, steps } = desk((_request, index) => (index ? { status: 202, body: { accepted: ['a'] } } : 503));
  await add('notifications/email', item('a'), item('b'));
  await run(7_000);
  await run(5 * minute);
  assert.deepEqual(steps[0], { ids: ['a', 'b'], kind: 'retry', detail: 'HTTP 503', body: null });
  assert.deepEqual(steps.at(-1), { ids: ['a', 'b'], kind: 'delivered', detail: 'HTTP 202', body: { accepted: ['a'] } });
});
