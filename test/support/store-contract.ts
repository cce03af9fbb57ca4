import { assert } from 'chai';
import type { Row, Store, Table } from '../../src/services/ports/store.ts';

/** One place to store things; each `open` is a further connection to it. */
export interface StorePlace {
  open(): Promise<Store>;
}

export interface StoreCase {
  readonly name: string;
  readonly run: (place: StorePlace) => Promise<void>;
}

interface Numbered extends Row {
  readonly n: number;
}

const fill = (store: Store, keys: readonly string[], table: Table = 'events') =>
  store.write(async (tx) => {
    for (const [n, key] of keys.entries()) tx.put<Numbered>(table, { key, n });
  });
const keys = async (store: Store, table: Table = 'events') => (await store.read((tx) => tx.list(table))).map(({ key }) => key);

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => assert.fail('expected a rejection'),
    (error: unknown) => error,
  );
}

/** What services rely on, of whatever remembers for them. */
export const storeContract: readonly StoreCase[] = [
  {
    name: 'a row that was written is read, as a copy, and a later one replaces it',
    run: async ({ open }) => {
      const store = await open();
      const row = { key: 'a', list: [1, { two: 2 }], text: 'ä🩺', nothing: null };
      await store.write(async (tx) => tx.put('events', row));
      row.list.push(3);
      assert.deepEqual(await store.read((tx) => tx.get<typeof row>('events', 'a')), { key: 'a', list: [1, { two: 2 }], text: 'ä🩺', nothing: null });
      await store.write(async (tx) => tx.put<Numbered>('events', { key: 'a', n: 2 }));
      assert.deepEqual(await store.read((tx) => tx.list<Numbered>('events')), [{ key: 'a', n: 2 }]);
      assert.isUndefined(await store.read((tx) => tx.get('events', 'b')));
      assert.isUndefined(await store.read((tx) => tx.get('groups', 'a')));
    },
  },
  {
    name: 'a transaction reads what it has written',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['a', 'b', 'c']);
      const seen = await store.write(async (tx) => {
        tx.put<Numbered>('events', { key: 'd', n: 3 });
        tx.delete('events', 'a');
        tx.deleteRange('events', { from: 'c', to: 'd' });
        return { row: await tx.get<Numbered>('events', 'd'), count: await tx.count('events'), list: await tx.list('events') };
      });
      assert.deepEqual(seen.row, { key: 'd', n: 3 });
      assert.equal(seen.count, 2);
      assert.deepEqual(seen.list.map(({ key }) => key), ['b', 'd']);
    },
  },
  {
    name: 'a transaction that throws leaves nothing behind, and says what it threw',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['a']);
      const problem = new RangeError('no');
      const error = await rejection(
        store.write(async (tx) => {
          tx.put('events', { key: 'b' });
          tx.delete('events', 'a');
          await tx.count('events');
          tx.put('groups', { key: 'g' });
          throw problem;
        }),
      );
      assert.strictEqual(error, problem);
      assert.deepEqual(await keys(store), ['a']);
      assert.deepEqual(await keys(store, 'groups'), []);
      await fill(store, ['c']);
      assert.deepEqual(await keys(store), ['a', 'c'], 'and the next one works');
    },
  },
  {
    name: 'a range includes its lower bound and not its upper one',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['a', 'b', 'c', 'd']);
      const list = async (range: { from?: string; to?: string }) => (await store.read((tx) => tx.list('events', range))).map(({ key }) => key).join('');
      assert.equal(await list({ from: 'b', to: 'd' }), 'bc');
      assert.equal(await list({ from: 'c' }), 'cd');
      assert.equal(await list({ to: 'c' }), 'ab');
      assert.equal(await list({ from: 'b', to: 'b' }), '');
      assert.equal(await list({ from: 'd', to: 'a' }), '');
      assert.equal(await list({}), 'abcd');
    },
  },
  {
    name: 'rows come in key order, or newest first, and no more than asked for',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['b', 'é', 'a', 'B', 'a:1', 'ab', '🩺', '']);
      const expected = ['', 'B', 'a', 'a:1', 'ab', 'b', 'é', '🩺'];
      const list = async (range: Parameters<Parameters<Parameters<Store['read']>[0]>[0]['list']>[1]) => (await store.read((tx) => tx.list('events', range))).map(({ key }) => key);
      assert.deepEqual(await list({}), expected);
      assert.deepEqual(await list({ newestFirst: true }), expected.toReversed());
      assert.deepEqual(await list({ limit: 3 }), expected.slice(0, 3));
      assert.deepEqual(await list({ newestFirst: true, limit: 3 }), expected.toReversed().slice(0, 3));
      assert.deepEqual(await list({ newestFirst: true, limit: 2, from: 'a', to: 'b' }), ['ab', 'a:1']);
      assert.deepEqual(await list({ newestFirst: true, limit: 50, to: 'a' }), ['B', '']);
      assert.deepEqual(await list({ limit: 0 }), []);
      assert.deepEqual(await list({ newestFirst: true, limit: 0 }), []);
      assert.deepEqual(await list({ newestFirst: true, from: 'x', to: 'c', limit: 1 }), []);
    },
  },
  {
    name: 'deleteRange takes out what lies in the range, of one table',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['a', 'b', 'c', 'd']);
      await fill(store, ['b'], 'groups');
      await store.write(async (tx) => tx.deleteRange('events', { from: 'b', to: 'd' }));
      assert.deepEqual(await keys(store), ['a', 'd']);
      await store.write(async (tx) => tx.deleteRange('events', { from: 'd', to: 'a' }));
      assert.deepEqual(await keys(store), ['a', 'd']);
      await store.write(async (tx) => tx.deleteRange('events', {}));
      assert.deepEqual(await keys(store), []);
      assert.deepEqual(await keys(store, 'groups'), ['b']);
    },
  },
  {
    name: 'of two connections none loses what the other counted',
    run: async ({ open }) => {
      const stores = [await open(), await open()];
      const add = (store: Store) =>
        store.write(async (tx) => {
          const before = await tx.get<Numbered>('counters', 'n');
          tx.put<Numbered>('counters', { key: 'n', n: (before?.n ?? 0) + 1 });
        });
      await Promise.all(Array.from({ length: 100 }, (_, index) => add(stores[index % 2] as Store)));
      for (const store of stores) assert.equal((await store.read((tx) => tx.get<Numbered>('counters', 'n')))?.n, 100);
    },
  },
  {
    name: 'a read sees all of a transaction or nothing of it',
    run: async ({ open }) => {
      const [one, two] = [await open(), await open()];
      const move = (n: number) =>
        one.write(async (tx) => {
          tx.put<Numbered>('events', { key: 'left', n });
          await tx.count('events');
          tx.put<Numbered>('groups', { key: 'right', n });
        });
      const look = () => two.read(async (tx) => [(await tx.get<Numbered>('events', 'left'))?.n, (await tx.get<Numbered>('groups', 'right'))?.n]);
      const rounds = Array.from({ length: 30 }, (_, n) => n);
      const [looks] = await Promise.all([Promise.all(rounds.map(look)), Promise.all(rounds.map(move))]);
      for (const [left, right] of looks) assert.equal(left, right);
    },
  },
  {
    name: 'clear leaves no row in any table',
    run: async ({ open }) => {
      const store = await open();
      await fill(store, ['a', 'b']);
      await fill(store, ['g'], 'groups');
      await store.clear();
      assert.deepEqual([await keys(store), await keys(store, 'groups')], [[], []]);
      await fill(store, ['c']);
      assert.deepEqual(await keys(store), ['c']);
    },
  },
];
