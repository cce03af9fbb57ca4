import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Batch } from '../../src/contract/signal.ts';
import { gathered } from '../../src/runtime/gathered.ts';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import type { Row, Store, Transaction } from '../../src/services/ports/store.ts';
import { createTestRuntime } from '../support/test-runtime.ts';

type Counted = Row & { readonly count: number };

/** Counts the requests that reach a store. */
function watched(inner: Store) {
  const asked: string[] = [];
  const count = (tx: Transaction): Transaction => ({
    ...tx,
    get: (table, key) => (asked.push(`get ${table}`), tx.get(table, key)),
    put: (table, row) => (asked.push(`put ${table}`), tx.put(table, row)),
    delete: (table, key) => (asked.push(`delete ${table}`), tx.delete(table, key)),
  });
  let writes = 0;
  const store: Store = Object.create(inner, { write: { value: (run: (tx: Transaction) => Promise<unknown>) => (writes++, inner.write((tx) => run(count(tx)))) } }) as Store;
  return { store, asked, writes: () => writes };
}

describe('a gathered transaction', () => {
  it('reads each row once and writes it once', async () => {
    const { store, asked } = watched(createMemoryStore());
    await store.write(async (raw) => {
      const { tx, save } = gathered(raw);
      for (let n = 0; n < 5; n++) tx.put<Counted>('counters', { key: 'a', count: ((await tx.get<Counted>('counters', 'a'))?.count ?? 0) + 1 });
      await tx.get('counters', 'b');
      await tx.get('counters', 'b');
      save();
    });
    assert.deepEqual(asked, ['get counters', 'get counters', 'put counters']);
    assert.equal((await store.read((tx) => tx.get<Counted>('counters', 'a')))?.count, 5);
  });

  it('asks at once for what the last one read, and knows what is put and what is gone meanwhile', async () => {
    const { store, asked } = watched(createMemoryStore());
    const count = async (tx: Transaction, key: string) => (await tx.get<Counted>('counters', key))?.count;
    await store.write(async (tx) => ['a', 'b', 'c'].forEach((key, at) => tx.put<Counted>('counters', { key, count: at })));
    const first = await store.write(async (raw) => {
      const { tx, asked: read } = gathered(raw);
      for (const key of ['a', 'a', 'b', 'c']) await count(tx, key);
      return read;
    });
    asked.length = 0;
    await store.write(async (raw) => {
      const { tx } = gathered(raw, first);
      assert.deepEqual(asked, Array.from({ length: 3 }, () => 'get counters'));
      tx.put<Counted>('counters', { key: 'a', count: 7 });
      assert.deepEqual([await count(tx, 'a'), await count(tx, 'b')], [7, 1]);
      tx.deleteRange('counters', { from: 'b' });
      assert.deepEqual([await count(tx, 'a'), await count(tx, 'b'), await count(tx, 'c')], [7, undefined, undefined]);
    });
  });

  it('leaves the store as the same steps one by one would, whatever they are, and answers the same', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const table = fc.constantFrom('counters' as const, 'meta' as const);
    const range = fc.record({ from: fc.option(key, { nil: undefined }), to: fc.option(key, { nil: undefined }) });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('get' as const), table, key }),
      fc.record({ kind: fc.constant('put' as const), table, key, count: fc.nat(9) }),
      fc.record({ kind: fc.constant('delete' as const), table, key }),
      fc.record({ kind: fc.constant('list' as const), table, range }),
      fc.record({ kind: fc.constant('count' as const), table }),
      fc.record({ kind: fc.constant('deleteRange' as const), table, range }),
    );
    type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
    const run = async (tx: Transaction, steps: readonly Step[]): Promise<unknown[]> => {
      const answers: unknown[] = [];
      for (const one of steps)
        switch (one.kind) {
          case 'get':
            answers.push(await tx.get(one.table, one.key));
            break;
          case 'put':
            tx.put<Counted>(one.table, { key: one.key, count: one.count });
            break;
          case 'delete':
            tx.delete(one.table, one.key);
            break;
          case 'list':
            answers.push(await tx.list(one.table, one.range));
            break;
          case 'count':
            answers.push(await tx.count(one.table));
            break;
          case 'deleteRange':
            tx.deleteRange(one.table, one.range);
        }
      return answers;
    };
    const all = (store: Store) => store.read(async (tx) => [await tx.list('counters'), await tx.list('meta')]);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const plain = createMemoryStore();
        const expected = await plain.write((tx) => run(tx, steps));
        const store = createMemoryStore();
        const got = await store.write(async (raw) => {
          // Whatever the last one read.
          const { tx, save } = gathered(raw, new Map(steps.flatMap((one) => ('key' in one ? [[one.table + one.key, [one.table, one.key]]] : []))));
          const answers = await run(tx, steps);
          save();
          return answers;
        });
        assert.deepEqual(got, expected);
        assert.deepEqual(await all(store), await all(plain));
      }),
    );
  });
});

describe('batches that come together', () => {
  const log = (message: string) => ({ kind: 'log', level: 'INFO', type: 'log', message }) as const;
  const scope = { sessionId: 's', url: 'http://clinic.test/', user: null, context: {} };
  const batches = (tabs: readonly string[], client: Batch['client']): Batch[] => tabs.map((tabId) => ({ client: { ...client, tabId }, signals: [{ ...log(`of ${tabId}`), seq: 1, at: 1, scope }] }));

  it('are written in two transactions: the first at once, the others while it was written', async () => {
    const { store, writes } = watched(createMemoryStore());
    const ops = createTestRuntime({ store });
    const { client } = await ops.tab('a').send(log('first'));
    const before = writes();
    const receipts = await Promise.all(batches(['b', 'c', 'd', 'e'], client).map((batch) => ops.api.ingest(batch)));
    assert.equal(writes() - before, 2);
    assert.deepEqual(receipts.map(({ seq }) => seq), [1, 1, 1, 1]);
    assert.deepEqual((await ops.api.logs.query()).map(({ message }) => message).sort(), ['first', 'of b', 'of c', 'of d', 'of e']);
  });

  it('are taken in before their tab goes, whoever else writes', async () => {
    const ops = createTestRuntime();
    const { client } = await ops.tab('a').send(log('first'));
    const [b, c, d] = batches(['b', 'c', 'd'], client);
    await Promise.all([ops.api.ingest(b!), ops.api.ingest(c!), ops.api.ingest(d!), ops.api.bye('c'), ops.api.bye('d')]);
    assert.deepEqual((await ops.api.status()).tabs.map(({ tabId }) => tabId).sort(), ['a', 'b']);
  });

  it('do not fail for one that is not taken, nor for one that nobody can take', async () => {
    const inner = createMemoryStore();
    const poison: Store = Object.create(inner, {
      write: {
        value: (run: (tx: Transaction) => Promise<unknown>) =>
          inner.write((tx) =>
            run({
              ...tx,
              put: (table, row) => {
                if (JSON.stringify(row).includes('poison')) throw new Error('cannot be stored');
                tx.put(table, row);
              },
            }),
          ),
      },
    }) as Store;
    const ops = createTestRuntime({ store: poison });
    const { client } = await ops.tab('a').send(log('first'));
    const [b, c, d, e] = batches(['b', 'c', 'poison', 'e'], client);
    const settled = await Promise.allSettled([b!, c!, d!, { ...e!, client: { ...client, tabId: 'a' }, spilled: true }, e!].map((batch) => ops.api.ingest(batch)));
    assert.deepEqual(settled.map(({ status }) => status), ['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
    assert.match(String((settled[3] as PromiseRejectedResult).reason), /not gone/);
    assert.equal((await ops.api.logs.query()).length, 4);
  });
});
