import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeRoom } from '../../src/runtime/free-room.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { createRoom } from '../../src/runtime/room.ts';
import { readTally } from '../../src/runtime/tally.ts';
import type { Store, Table } from '../../src/services/ports/store.ts';
import { createSmallStore, type SmallStore } from '../support/small-store.ts';
import { createTestRuntime } from '../support/test-runtime.ts';

const filler = 'x'.repeat(10_000);

/** Rows of ten items and about 100,000 characters. */
const fill = (store: SmallStore, table: Table, count: number, prefix = '') =>
  store.write(async (tx) => {
    for (let n = 0; n < count; n++) tx.put(table, { key: `${prefix}${String(n).padStart(6, '0')}`, items: Array.from({ length: 10 }, () => filler) } as never);
  });
const roomOf = (small: SmallStore) => createRoom(small, async () => ({ freeRoom }));
const keys = (store: SmallStore, table: Table, prefix = '') => store.read(async (tx) => (await tx.list(table, { from: prefix, to: `${prefix}\uffff` })).map(({ key }) => key));

test('a write that does not fit takes the place of what is missed least, oldest first, and is written', async () => {
  const small = createSmallStore(Infinity);
  for (const table of ['metrics', 'logs', 'errors'] as const) await fill(small, table, 30);
  await fill(small, 'outbox', 30, 'errors:');
  small.quota = await small.used();
  const { store, warnings } = roomOf(small);
  await store.write(async (tx) => tx.put('incidents', { key: 'i1', text: filler } as never));

  // 4,000,000 bytes: all metrics, and the oldest ten rows of the logs.
  assert.deepEqual(await keys(small, 'metrics'), []);
  assert.deepEqual([(await keys(small, 'logs')).length, (await keys(small, 'logs'))[0]], [20, '000010']);
  assert.deepEqual([(await keys(small, 'errors')).length, (await keys(small, 'outbox')).length], [30, 30]);
  assert.deepEqual(await keys(small, 'incidents'), ['i1']);
  assert.equal((await small.read(readTally)).dropped.quota, 400);
  assert.match(warnings()[0]!, /^storage is short/);
});

test('errors, and what waits for the backend, go last; what is on its way to a person, and incidents, never', async () => {
  const small = createSmallStore(Infinity);
  for (const prefix of ['notifications/email:', 'errorAlert:', 'errors:', 'logs:', 'metrics:', 'rejected:']) await fill(small, 'outbox', 10, prefix);
  for (const table of ['metrics', 'history', 'logs', 'errors', 'incidents'] as const) await fill(small, table, 10);
  small.quota = 1_100_000 * 11;
  const { store } = roomOf(small);
  const gone: string[] = [];
  const shelves: readonly (readonly [Table, string])[] = [['metrics', ''], ['history', ''], ['logs', ''], ['outbox', 'rejected:'], ['outbox', 'metrics:'], ['outbox', 'logs:'], ['errors', ''], ['outbox', 'errors:'], ['outbox', 'errorAlert:'], ['outbox', 'notifications/email:'], ['incidents', '']];
  for (let round = 0; round < 3; round++) {
    small.quota = (await small.used()) - 1;
    await store.write(async (tx) => tx.put('meta', { key: 'more', round } as never));
    for (const [table, prefix] of shelves) {
      const name = `${table} ${prefix}`;
      if (!gone.includes(name) && !(await keys(small, table, prefix)).length) gone.push(name);
    }
  }
  assert.deepEqual(gone, shelves.slice(0, 9).map(([table, prefix]) => `${table} ${prefix}`));
  assert.equal((await keys(small, 'incidents')).length, 10);
});

test('where deleting gives no room back it goes on in memory, and nothing that was to be written is lost', async () => {
  const small = createSmallStore(Infinity);
  await fill(small, 'logs', 5);
  Object.assign(small, { stuck: true, quota: await small.used() });
  const { store } = roomOf(small);
  await Promise.all([1, 2].map((n) => store.write(async (tx) => tx.put('incidents', { key: `i${n}`, text: filler } as never))));
  assert.ok(small.fellBack.length);
  assert.match(small.fellBack[0]!, /QuotaExceededError/);
  assert.deepEqual(await keys(small, 'incidents'), ['i1', 'i2']);
  assert.equal((await small.read(readTally)).dropped.quota, 50, 'counted once');
});

for (const moment of ['while what frees room is loaded', 'while it reads'] as const)
  test(`what another write has put into memory, which stands in ${moment}, stays`, async () => {
    const small = createSmallStore(Infinity);
    await fill(small, 'logs', 5);
    small.quota = await small.used();
    let current: Store = small;
    const goOn = async (): Promise<void> => {
      if (current !== small) return;
      current = createMemoryStore();
      await fill(current as SmallStore, 'logs', 2, 'b');
      await fill(current as SmallStore, 'outbox', 2, 'logs:');
    };
    const standIn: Store = {
      get kind() {
        return current.kind;
      },
      reason: '',
      read: async (run) => {
        if (moment === 'while it reads') await goOn();
        return current.read(run);
      },
      write: (run) => current.write(run),
      clear: () => current.clear(),
      usage: () => current.usage(),
      fallBack: () => assert.fail('it has gone on already'),
    };
    const { store } = createRoom(standIn, async () => {
      if (moment !== 'while it reads') await goOn();
      return { freeRoom };
    });
    await store.write(async (tx) => tx.put('incidents', { key: 'i1', text: filler } as never));
    assert.equal(current.kind, 'memory');
    const left = await current.read(async (tx) => [(await tx.list('logs')).length, (await tx.list('outbox')).length, (await tx.list('incidents')).length, (await readTally(tx)).dropped.quota ?? 0]);
    assert.deepEqual(left, [2, 2, 1, 0]);
    assert.equal((await keys(small, 'logs')).length, 5);
  });

test('where what frees room cannot be loaded it goes on in memory, and nothing that was to be written is lost', async () => {
  const small = createSmallStore(Infinity);
  await fill(small, 'logs', 5);
  small.quota = await small.used();
  const { store, warnings } = createRoom(small, () => Promise.reject(new Error('404')));
  await store.write(async (tx) => tx.put('incidents', { key: 'i1', text: filler } as never));
  assert.match(small.fellBack[0]!, /QuotaExceededError/);
  assert.deepEqual([await keys(small, 'incidents'), (await keys(small, 'logs')).length], [['i1'], 5]);
  assert.match(warnings()[0]!, /^storage is short/);
});

test('another error of a write is not taken for a lack of room', async () => {
  const small = createSmallStore(Infinity);
  await fill(small, 'logs', 1);
  await assert.rejects(
    roomOf(small).store.write(async () => {
      throw new RangeError('mine');
    }),
    /mine/,
  );
  assert.equal((await keys(small, 'logs')).length, 1);
});

test('each shelf is held to its bytes, and beyond four fifths of the quota more goes', async () => {
  const small = createSmallStore(Infinity);
  await fill(small, 'metrics', 100);
  await fill(small, 'logs', 100);
  const { tidy, warnings } = roomOf(small);
  await tidy();
  // 8,000,000 characters, of rows that have a little more than 100,000.
  assert.equal((await keys(small, 'metrics')).length, 79);
  assert.equal((await keys(small, 'logs')).length, 100);
  assert.deepEqual(warnings(), []);

  small.quota = 20e6;
  await tidy();
  assert.match(warnings()[0]!, /^storage is short: \d+ of 20000000 bytes are used$/);
  assert.ok((await keys(small, 'metrics')).length < 79);
  assert.ok((await small.used()) <= 16e6);
  assert.equal((await keys(small, 'logs')).length, 100);
  await tidy();
  assert.deepEqual(warnings(), []);
});

test('a tab is acknowledged for what is stored, not for what found no room', async () => {
  const small = createSmallStore(Infinity);
  const ops = createTestRuntime({ store: small });
  const tab = ops.tab('a', { endpoint: '' });
  await tab.hello();
  const long = (message: string) => ({ kind: 'log', level: 'INFO', type: 'log', message, context: { filler } }) as const;
  for (let batch = 0; batch < 5; batch++) await tab.send(...Array.from({ length: 10 }, () => long('old')));
  small.quota = (await small.used()) + 5_000;
  await tab.send(long('new'));
  assert.deepEqual((await ops.api.logs.query()).map(({ message }) => message), ['new']);
  const status = await ops.api.status();
  assert.equal(status.dropped.quota, 50);
  assert.ok(status.warnings.some((text) => text.startsWith('storage is short')));

  Object.assign(small, { quota: 0, fallBack: undefined });
  await assert.rejects(tab.send(long('newer')), { name: 'QuotaExceededError' });
});

test('how much is kept of what can be asked', async () => {
  const ops = createTestRuntime();
  const retention = await ops.api.privacy.getRetention();
  const most = Object.fromEntries(retention.map(({ store, maxBytes }) => [store, maxBytes]));
  assert.equal(most['logs'], 32e6);
  assert.equal(most['outbox'], 112e6);
  assert.equal(most['incidents'], undefined);
});

test('a runtime that never lives as long as the time between two prunings prunes all the same', async () => {
  const first = createTestRuntime();
  await first.tab('a').hello();
  first.runtime.start();
  await first.clock.advance(1_000);
  await first.runtime.stop();
  await first.store.write(async (tx) => tx.put('logs', { key: '000000000', from: 0, to: 0, items: [] } as never));
  const count = () => first.store.read((tx) => tx.count('logs'));
  for (let boot = 2; boot < 14; boot++) {
    if (boot < 10) assert.equal(await count(), 1, 'not at every start either');
    const next = createTestRuntime({ store: first.store, clock: first.clock, bootId: `boot-${boot}` });
    next.runtime.start();
    await first.clock.advance(60_000);
    await next.runtime.stop();
  }
  assert.equal(await count(), 0);
});
