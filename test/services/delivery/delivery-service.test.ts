import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutboxKeeper } from '../../../src/services/delivery/outbox-keeper.ts';
import type { OutboxEndpoint, OutboxItem } from '../../../src/services/ports/outbox.ts';
import type { TransportResponse } from '../../../src/services/ports/transport.ts';
import { base, deliveryHouse as house, ids, items } from './delivery-house.ts';

const outboxKeeper = createOutboxKeeper(async () => undefined);

test('what is queued arrives, in order, in requests of at most a hundred', async () => {
  const { add, run, got, backend, status } = house();
  await add('logs', ...items(30));
  await add('logs', ...items(250, 30));
  await add('logs', ...items(3, 280));
  await run(5_000);
  assert.deepEqual(got().flat(), ids(283));
  assert.ok(got().every((request) => request.length <= 100));
  assert.equal(backend.requests[0]?.url, `${base}/api/logs`);
  assert.equal((await status('logs')).sent, 283);
  assert.equal((await status('logs')).queued, 0);
});

test('each endpoint gets the body that it expects', async () => {
  const { add, service, backend } = house();
  const all: OutboxEndpoint[] = ['logs', 'errors', 'errorAlert', 'metrics', 'alerts/evidence', 'notifications/email', 'notifications/sms', 'notifications/slack', 'notifications/push', 'notifications/webhook', 'alertWebhook'];
  for (const endpoint of all) await add(endpoint, { id: 'a' }, { id: 'b' });
  await service.flush();
  const sent = (url: string) => backend.requests.filter((request) => request.url === url).map(({ body }) => body);
  const both = [{ id: 'a' }, { id: 'b' }];
  assert.deepEqual(sent(`${base}/api/logs`), [{ entries: both }]);
  assert.deepEqual(sent(`${base}/api/errors`), [{ errors: both }]);
  assert.deepEqual(sent(`${base}/api/performance/metrics`), [{ metrics: both }]);
  for (const path of ['errors/alert', 'alerts/evidence', 'notifications/webhook']) assert.deepEqual(sent(`${base}/api/${path}`), both, path);
  for (const channel of ['email', 'sms', 'slack', 'push']) assert.deepEqual(sent(`${base}/api/notifications/${channel}`).map((body) => (body as { alerts: unknown }).alerts), [both], channel);
  assert.deepEqual(sent('https://hook.test/x'), both);
});

test('without a backend nothing is queued and nothing leaves the browser', async () => {
  const { add, service, store, backend, status } = house(undefined, '');
  await add('logs', ...items(3));
  await service.tick();
  await service.flush();
  assert.equal(backend.requests.length, 0);
  assert.equal(await store.read((tx) => tx.count('outbox')), 0);
  assert.deepEqual([(await status('logs')).state, (await status('logs')).url], ['off', null]);
});

test('a few logs wait for company, and a little longer does a page; a CRITICAL error goes at once', async () => {
  const { add, run, backend } = house();
  await add('logs', ...items(2));
  // In the same millisecond, as what follows from one batch is.
  await add('notifications/email', { id: 'page' });
  await add('errorAlert', { id: 'e1' });
  const paths = (): readonly string[] => backend.requests.map(({ url }) => url.replace(`${base}/api/`, ''));
  await run(100);
  assert.deepEqual(paths(), ['errors/alert']);
  await run(2_500);
  assert.deepEqual(paths(), ['errors/alert', 'logs']);
  await run(2_500);
  assert.deepEqual(paths(), ['errors/alert', 'logs', 'notifications/email']);
});

test('a backend that is down for an hour loses nothing, gets it in order, and is not hammered', async () => {
  const down = { now: true };
  const { add, run, got, backend, status } = house(() => (down.now ? 503 : 200));
  for (let minute = 0; minute < 60; minute++) {
    await add('logs', ...items(5, minute * 5));
    await run(60_000);
  }
  const tries = backend.requests.length;
  assert.ok(tries < 30, `${tries} requests in an hour`);
  assert.ok(tries > 10, `${tries} requests in an hour`);
  assert.match((await status('logs')).lastError ?? '', /HTTP 503/);
  down.now = false;
  await run(301_000);
  assert.deepEqual(got().slice(tries).flat(), ids(300));
  assert.equal((await status('logs')).state, 'idle');
});

test('one warning an outage, and none after it', async () => {
  const down = { now: true };
  const { add, run, service } = house(() => (down.now ? 500 : 200));
  await add('logs', ...items(3));
  await run(120_000);
  await service.status();
  assert.equal(service.warnings().length, 1);
  assert.match(service.warnings()[0] ?? '', /^Delivery of logs fails: HTTP 500; 3 wait$/);
  down.now = false;
  await run(301_000);
  await service.status();
  assert.deepEqual(service.warnings(), []);
});

test('Retry-After holds the endpoint back, also over a flush', async () => {
  const { add, run, clock, service, backend } = house((_, index) => (index ? 200 : { status: 429, headers: { 'retry-after': '60' } }));
  await add('errors', ...items(1));
  await service.flush();
  assert.equal(backend.requests.length, 1);
  await service.flush();
  await run(59_000);
  assert.equal(backend.requests.length, 1);
  await clock.advance(1_000);
  await run(1_000);
  assert.equal(backend.requests.length, 2);
});

test('flush does not wait for company nor for the back-off', async () => {
  const { add, service, backend } = house((_, index) => (index ? 200 : 500));
  await add('logs', ...items(1));
  await service.flush();
  await service.flush();
  assert.equal(backend.requests.length, 2);
});

test('one poisonous item is set aside and counted; all others arrive, once and in order', async () => {
  const { add, run, got, outcomes, dropped, status, backend, store } = house(({ body }) => (JSON.stringify(body).includes('"i37"') ? 400 : 200));
  await add('logs', ...items(100));
  await run(5_000);
  const taken = outcomes.filter(({ ok }) => ok).flatMap((outcome) => outcome.ids);
  assert.deepEqual(taken, ids(100).filter((id) => id !== 'i37'));
  assert.deepEqual(outcomes.filter(({ ok }) => !ok), [{ endpoint: 'logs', ids: ['i37'], ok: false, detail: 'HTTP 400' }]);
  assert.ok(got().length <= 16, `${backend.requests.length} requests`);
  assert.equal((await status('logs')).rejected, 1);
  assert.equal(dropped['rejected_by_backend'], 1);
  const aside = await store.read((tx) => tx.list('outbox', { from: 'rejected:', to: 'rejected;' }));
  assert.equal(aside.length, 1);
});

test('413 makes requests smaller until they get through', async () => {
  const { add, run, got } = house(({ body }) => (JSON.stringify(body).length > 20_000 ? 413 : 200));
  await add('logs', ...items(100, 0, { text: 'x'.repeat(1_000) }));
  await run(5_000);
  const accepted = got().filter((request) => request.length <= 19);
  assert.deepEqual(accepted.flat(), ids(100));
  assert.ok(got().length < 20, `${got().length} requests`);
});

test('what the backend refuses as a whole is not sent again, and it is not flooded with the rest', async () => {
  const { add, run, backend, status } = house(() => 404);
  await add('logs', ...items(100));
  await add('logs', ...items(900, 100));
  await run(1_000);
  assert.ok(backend.requests.length <= 3);
  const sent = backend.requests.map(({ body }) => (body as { entries: OutboxItem[] }).entries[0]?.id);
  assert.equal(new Set(sent).size, sent.length);
  assert.equal((await status('logs')).rejected + (await status('logs')).queued, 1_000);
});

test('an endpoint that hangs holds up neither the others nor a flush', async () => {
  const { add, clock, service, backend, status } = house(({ url }) => (url.endsWith('/logs') ? new Promise<Partial<TransportResponse>>(() => undefined) : 200));
  await add('logs', ...items(1));
  await add('errors', ...items(1));
  let flushed = false;
  void service.flush().then(() => (flushed = true));
  await clock.advance(0);
  assert.deepEqual(backend.requests.map(({ url }) => url).sort(), [`${base}/api/errors`, `${base}/api/logs`]);
  assert.equal((await status('logs')).state, 'sending');
  assert.equal((await status('errors')).state, 'idle');
  await clock.advance(10_000);
  assert.equal(flushed, true);
  await service.tick();
  assert.equal(backend.requests.length, 2, 'no second request while one is under way');
});

test('a restart goes on where the last runtime stopped, with its waits and its counters', async () => {
  const { add, run, restart, backend, got, status, clock } = house((_, index) => (index < 6 ? 500 : 200));
  await add('logs', ...items(40));
  await run(60_000);
  const before = await status('logs');
  const tries = backend.requests.length;
  restart();
  const after = await status('logs');
  assert.deepEqual(after, before);
  assert.equal(after.failed, tries);
  await run(Math.max(0, (after.nextTry ?? 0) - clock.now() - 1_000));
  assert.equal(backend.requests.length, tries, 'the wait outlives the restart');
  restart();
  await run(600_000);
  assert.deepEqual(got().slice(6).flat(), ids(40));
});

test('a runtime that dies before the answer is written down sends again: the repeat has the same ids', async () => {
  const { add, clock, service, restart, got } = house((_, index) => (index ? 200 : new Promise<Partial<TransportResponse>>(() => undefined)));
  await add('errors', ...items(3));
  void service.flush();
  await clock.advance(0);
  await restart().flush();
  assert.deepEqual(got('errors'), [ids(3), ids(3)]);
});

test('offline nothing is tried and nothing is held against the backend; back online it goes within five seconds', async () => {
  const { add, run, world, service, backend, status } = house();
  world.online = false;
  await add('logs', ...items(5));
  await run(600_000);
  assert.equal(backend.requests.length, 0);
  assert.equal((await status('logs')).failed, 0);
  world.online = true;
  service.wake();
  await run(5_000);
  assert.equal(backend.requests.length, 1);
});

test('browsers whose network comes back together come one by one, their back-off forgiven; who asks for a flush does not wait', async () => {
  const network = { up: false };
  let seed = 1;
  const browsers = Array.from({ length: 100 }, () => house(() => (network.up ? 200 : { status: 0, outcome: 'network', error: 'Failed to fetch' }), base, () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647));
  const seconds: number[] = [];
  for (const { add, run, world, service, backend } of browsers) {
    network.up = false;
    await add('logs', ...items(1));
    await run(60_000);
    world.online = false;
    await run(10_000);
    const before = backend.requests.length;
    network.up = world.online = true;
    service.wake();
    let second = 0;
    for (; backend.requests.length === before && second < 10; second++) await run(1_000);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  assert.ok(seconds.length <= 6, seconds.join());
  assert.ok(Math.max(...seconds.filter(Boolean)) < 40, seconds.join());

  const { add, world, service, backend } = house();
  world.online = false;
  await add('logs', ...items(1));
  await service.tick();
  world.online = true;
  await service.flush();
  assert.equal(backend.requests.length, 1);
});

test('a clock that was set back while there was no network holds up nothing', async () => {
  const { add, run, world, service, backend, clock } = house();
  world.online = false;
  await add('logs', ...items(1));
  await service.tick();
  world.online = true;
  clock.set(clock.now() - 3_600_000);
  await run(5_000);
  assert.equal(backend.requests.length, 1);
});

test('back online after failures, the rest of the back-off and the breaker are forgiven', async () => {
  const network = { up: false };
  const { add, run, service, got, backend } = house(() => (network.up ? 200 : { status: 0, outcome: 'network', error: 'Failed to fetch' }));
  await add('logs', ...items(5));
  await run(200_000);
  const tries = backend.requests.length;
  network.up = true;
  service.wake();
  await run(100);
  assert.deepEqual(got().slice(tries), [ids(5)]);
});

test('a store that cannot write down what was sent pauses the endpoint and says so, instead of sending for ever', async () => {
  const { add, run, store, backend, service } = house();
  await add('logs', ...items(5));
  const write = store.write;
  store.write = () => Promise.reject(new Error('disk full'));
  await run(20_000);
  assert.equal(backend.requests.length, 1);
  await service.status();
  assert.match(service.warnings()[0] ?? '', /Delivery of logs fails: Error: disk full; 5 wait/);
  store.write = write;
  await run(40_000);
  assert.equal((await service.status()).find(({ endpoint }) => endpoint === 'logs')?.queued, 0);
});

test('keys keep their order when the clock is set back', async () => {
  const { add, run, clock, got } = house();
  await add('logs', ...items(2));
  clock.set(clock.now() - 3_600_000);
  await add('logs', ...items(2, 2));
  await run(5_000);
  assert.deepEqual(got().flat(), ids(4));
});

test('what could not be delivered in a week is given up, counted, and whoever follows it is told', async () => {
  const { add, store, clock, service, outcomes, dropped } = house(() => 500);
  await add('logs', ...items(7));
  await add('notifications/sms', { id: 'page' });
  await clock.advance(8 * 86_400_000);
  await add('logs', ...items(1, 7));
  await store.write((tx) => createOutboxKeeper((...gone) => service.giveUp(...gone)).prune(tx, clock.now()));
  assert.equal(dropped['queue_full'], 8);
  assert.deepEqual(outcomes.filter(({ endpoint }) => endpoint !== 'logs'), [{ endpoint: 'notifications/sms', ids: ['page'], ok: false, detail: 'given up' }]);
  assert.equal((await service.status()).reduce((sum, { queued }) => sum + queued, 0), 1);
});

test('a full outbox gives up metrics before logs before errors, the oldest first', async () => {
  const { add, store, clock, service, status, dropped } = house(() => 500);
  await add('errors', ...items(10_000));
  for (let round = 0; round < 3; round++) {
    await add('metrics', ...items(10_000, round * 10_000));
    await clock.advance(1);
  }
  await add('logs', ...items(20_000));
  await store.write((tx) => createOutboxKeeper((...gone) => service.giveUp(...gone)).prune(tx, clock.now()));
  assert.equal(dropped['queue_full'], 10_000);
  assert.deepEqual([(await status('errors')).queued, (await status('logs')).queued, (await status('metrics')).queued], [10_000, 20_000, 20_000]);
});

test('eraseUser takes a person out of what waits and of what was set aside; exportUser finds both', async () => {
  const { add, run, store, backend, status } = house(({ body }) => (JSON.stringify(body).includes('bad') ? 400 : 500));
  await add('errors', { id: 'bad', userId: 'u1' } as OutboxItem);
  await run(3_000);
  await add('errors', { id: 'e1', userId: 'u1' } as OutboxItem, { id: 'e2', userId: 'u2' } as OutboxItem);
  await add('logs', { id: 'l1', user: { id: 'u1' } } as OutboxItem);
  assert.deepEqual((await store.read((tx) => outboxKeeper.exportUser(tx, 'u1'))).map((item) => (item as OutboxItem).id).sort(), ['bad', 'e1', 'l1']);
  assert.equal(await store.write((tx) => outboxKeeper.eraseUser(tx, 'u1')), 3);
  assert.deepEqual(await store.read((tx) => outboxKeeper.exportUser(tx, 'u1')), []);
  assert.equal((await status('errors')).queued, 1);
  assert.equal((await status('logs')).queued, 0);
  assert.ok(backend.requests.length);
});

test('what was erased while it was on its way does not come back', async () => {
  const late: { answer?: (answer: Partial<TransportResponse>) => void } = {};
  const { add, clock, service, store, outcomes } = house(() => new Promise<Partial<TransportResponse>>((resolve) => (late.answer = resolve)));
  await add('errors', { id: 'e1', userId: 'u1' } as OutboxItem);
  void service.flush();
  await clock.advance(0);
  await store.write((tx) => outboxKeeper.eraseUser(tx, 'u1'));
  late.answer?.({ status: 400 });
  await clock.advance(0);
  assert.equal(await store.read((tx) => tx.count('outbox')), 0);
  assert.deepEqual(outcomes, []);
});
