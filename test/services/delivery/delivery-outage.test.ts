import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboxItem } from '../../../src/services/ports/outbox.ts';
import type { TransportResponse } from '../../../src/services/ports/transport.ts';
import { deliveryHouse as house, ids, items } from './delivery-house.ts';

test('one line in the console an outage, however many endpoints, hours and restarts it has; the next outage has its own', async () => {
  const down = { now: true };
  const { add, run, restart, said } = house(() => (down.now ? 503 : 200));
  const work = async (from: number): Promise<void> => {
    for (const endpoint of ['logs', 'errors', 'metrics'] as const) await add(endpoint, ...items(3, from));
    await run(600_000);
  };
  await work(0);
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /^delivery to https:\/\/api\.test\/api\/\S+ fails: HTTP 503$/);
  restart();
  await work(10);
  assert.equal(said.length, 1);
  down.now = false;
  await work(20);
  assert.equal(said.length, 1);
  down.now = true;
  await work(30);
  assert.equal(said.length, 2);
});

test('a hiccup is no outage, and neither is a backend that refuses', async () => {
  const hiccup = house((_, index) => (index < 2 ? 500 : 200));
  await hiccup.add('logs', ...items(3));
  await hiccup.run(60_000);
  assert.deepEqual([hiccup.said, hiccup.got().at(-1)], [[], ids(3)]);
  const refuses = house(() => 401);
  for (let round = 0; round < 10; round++) {
    await refuses.add('logs', ...items(3, round * 3));
    await refuses.run(60_000);
  }
  assert.deepEqual(refuses.said, []);
  assert.ok((await refuses.status('logs')).rejected >= 9);
});

test('a date in Retry-After holds the endpoint back as seconds do', async () => {
  const { add, run, clock, service, backend } = house((_, index) => (index ? 200 : { status: 503, headers: { 'retry-after': new Date(clock.now() + 120_000).toUTCString() } }));
  await add('errors', ...items(1));
  await service.flush();
  await run(115_000);
  assert.equal(backend.requests.length, 1);
  await run(10_000);
  assert.equal(backend.requests.length, 2);
});

test('no request is larger than 256 kB, unless one item is by itself', async () => {
  const { add, run, backend, got } = house();
  const sizes = [1_000, 90_000, 90_000, 90_000, 400_000, 10, 120_000, 140_000];
  await add('logs', ...sizes.map((size, index) => ({ id: `i${index}`, text: 'ä'.repeat(size / 2) })));
  await run(10_000);
  assert.deepEqual(got().flat(), ids(sizes.length));
  for (const { body } of backend.requests) {
    const { entries } = body as { readonly entries: readonly OutboxItem[] };
    assert.ok(entries.length === 1 || Buffer.byteLength(JSON.stringify(body)) <= 256_000);
  }
});

test('a runtime that does not lead sends nothing, and its flush ends when the one that leads has delivered', async () => {
  const { add, clock, world, service, store, backend } = house();
  world.leads = false;
  await add('logs', ...items(5));
  let flushed = false;
  const flush = service.flush().then(() => (flushed = true));
  for (let second = 0; second < 5; second++) await clock.advance(1_000);
  assert.deepEqual([backend.requests.length, flushed], [0, false]);
  // What the other has sent is no longer in the store.
  await store.write(async (tx) => tx.deleteRange('outbox', {}));
  await clock.advance(1_000);
  await flush;
  assert.equal(backend.requests.length, 0);
});

test('a flush of a runtime that does not lead gives up after ten seconds, and asks no more', async () => {
  const { add, clock, world, service, backend, store } = house();
  world.leads = false;
  await add('logs', ...items(5));
  const flush = service.flush();
  for (let second = 0; second < 12; second++) await clock.advance(1_000);
  await flush;
  let asked = 0;
  const { read } = store;
  store.read = (run) => (asked++, read(run));
  await clock.advance(60_000);
  assert.equal(asked, 0);
  assert.equal(backend.requests.length, 0);
});

test('a runtime that loses the lease between two requests stops there', async () => {
  const { add, run, world, backend } = house((_, index) => {
    world.leads = index < 1;
    return 200;
  });
  await add('logs', ...items(500));
  await run(5_000);
  assert.equal(backend.requests.length, 2);
});

test('what the backend refused is sent again when somebody asks for it, and is then no longer counted as lost', async () => {
  const refuses = { now: true };
  const { add, run, service, got, dropped, store, backend } = house(({ body }) => (refuses.now && JSON.stringify(body).includes('i4') ? 400 : 200));
  await add('logs', ...items(10));
  await add('notifications/sms', { id: 'i4' });
  await run(60_000);
  assert.equal(dropped['rejected_by_backend'], 2);
  assert.ok(!got().slice(-1).flat().includes('i4'));
  refuses.now = false;
  const before = backend.requests.length;
  await service.retryRejected();
  await run(60_000);
  assert.deepEqual(got().slice(before), [['i4']]);
  assert.equal(dropped['rejected_by_backend'], 1, 'the message of an hour ago stays aside');
  assert.equal(await store.read((tx) => tx.count('outbox')), 1);
});

test('what is refused again is aside again', async () => {
  const { add, run, service, dropped, status, store } = house(() => 422);
  await add('errors', ...items(1));
  await run(10_000);
  await service.retryRejected();
  await run(60_000);
  assert.deepEqual([dropped['rejected_by_backend'], (await status('errors')).queued], [1, 0]);
  assert.equal(await store.read((tx) => tx.count('outbox')), 1);
});

test('each endpoint has a breaker of its own: one that is dead leaves the others as they are', async () => {
  const { add, run, backend } = house(({ url }) => (url.endsWith('/metrics') ? Promise.resolve<Partial<TransportResponse>>({ status: 0, outcome: 'timeout' }) : 200));
  for (let minute = 0; minute < 30; minute++) {
    await add('metrics', ...items(1, minute));
    await add('errors', ...items(1, minute));
    await run(60_000);
  }
  const to = (path: string) => backend.requests.filter(({ url }) => url.endsWith(path)).length;
  assert.equal(to('/errors'), 30);
  assert.ok(to('/metrics') < 20, `${to('/metrics')} tries`);
});
