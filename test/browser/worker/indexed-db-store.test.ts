import { assert } from 'chai';
import { deleteDB, openDB } from 'idb';
import { type Store, tables } from '../../../src/services/ports/store.ts';
import { openIndexedDbStore } from '../../../src/worker/indexed-db-store.ts';
import { openStore } from '../../../src/worker/open-store.ts';
import { storeContract } from '../../support/store-contract.ts';

let count = 0;
const freshName = (): string => `test-${Date.now()}-${Math.random().toString(36).slice(2)}-${count++}`;
const put = (store: Store, key: string): Promise<void> => store.write(async (tx) => tx.put('events', { key }));
const keys = async (store: Store): Promise<string[]> => (await store.read((tx) => tx.list('events'))).map(({ key }) => key);

/** Puts something in the place of a platform's member while `run` runs. */
async function instead<T extends object, K extends keyof T>(target: T, member: K, value: T[K] | undefined, run: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(target, member);
  if (value === undefined) delete target[member];
  else Object.defineProperty(target, member, { value, configurable: true, writable: true });
  try {
    await run();
  } finally {
    if (own) Object.defineProperty(target, member, own);
    else delete target[member];
  }
}

describe('the store over IndexedDB', () => {
  for (const { name, run } of storeContract) it(name, () => {
    const database = freshName();
    return run({ open: () => openIndexedDbStore({ name: database }) });
  });

  it('reads newest first also where the engine has no getAllRecords', async () => {
    const order = storeContract.find(({ name }) => name.startsWith('rows come in key order'));
    assert.exists(order);
    await instead(IDBObjectStore.prototype as { getAllRecords?: unknown }, 'getAllRecords', undefined, async () => {
      assert.notProperty(IDBObjectStore.prototype, 'getAllRecords');
      const database = freshName();
      await order?.run({ open: () => openIndexedDbStore({ name: database }) });
    });
  });

  it('remembers past its own end', async () => {
    const name = freshName();
    await put(await openIndexedDbStore({ name }), 'a');
    assert.deepEqual(await keys(await openIndexedDbStore({ name })), ['a']);
  });

  it('goes on after another page has deleted the database', async () => {
    const name = freshName();
    const store = await openIndexedDbStore({ name });
    await put(store, 'a');
    await deleteDB(name);
    await put(store, 'b');
    assert.deepEqual(await keys(store), ['b']);
  });

  it('runs a transaction again when its connection was closed under it', async () => {
    const name = freshName();
    const store = await openIndexedDbStore({ name });
    await put(store, 'a');
    let runs = 0;
    const transaction = IDBDatabase.prototype.transaction;
    const closing = function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>): IDBTransaction {
      if (++runs === 1) this.close();
      return transaction.apply(this, args);
    };
    await instead(IDBDatabase.prototype, 'transaction', closing, () => put(store, 'b'));
    assert.equal(runs, 2);
    assert.deepEqual(await keys(store), ['a', 'b']);
  });

  it('runs a transaction again when the browser aborted it', async () => {
    const store = await openIndexedDbStore({ name: freshName() });
    let runs = 0;
    const kept = await store.write(async (tx) => {
      runs++;
      tx.put('events', { key: 'a' });
      // What a forced close does: the transaction is aborted, and nobody here asked for it.
      if (runs === 1) await instead(IDBObjectStore.prototype, 'count', function (this: IDBObjectStore) {
        this.transaction.abort();
        throw new DOMException('the connection was closed', 'AbortError');
      }, async () => void (await tx.count('events')));
      return tx.count('events');
    });
    assert.deepEqual([runs, kept], [2, 1]);
  });

  it('a build with more tables adds them while an older one works, and no row is lost', async () => {
    const name = freshName();
    const old = await openDB(name, 7, {
      upgrade: (db) => {
        for (const table of ['events', 'meta', 'table-of-a-later-build']) db.createObjectStore(table, { keyPath: 'key' });
      },
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
    await old.put('events', { key: 'a' });
    await old.put('table-of-a-later-build', { key: 'z' });
    const store = await openIndexedDbStore({ name });
    assert.deepEqual(await keys(store), ['a']);
    for (const table of tables) assert.isNumber(await store.read((tx) => tx.count(table)));
    const after = await openDB(name);
    assert.equal(after.version, 8);
    assert.equal(await after.count('table-of-a-later-build'), 1);
    after.close();
  });

  it('works on a database that a later build has raised, while it is open', async () => {
    const name = freshName();
    const store = await openIndexedDbStore({ name });
    await put(store, 'a');
    const later = await openDB(name, 9, { upgrade: (db) => void db.createObjectStore('more', { keyPath: 'key' }) });
    later.close();
    await put(store, 'b');
    assert.deepEqual(await keys(store), ['a', 'b']);
    assert.deepEqual(await keys(await openIndexedDbStore({ name })), ['a', 'b']);
  });

  it('several builds that find tables missing at once agree', async () => {
    const name = freshName();
    const old = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore('events', { keyPath: 'key' }) });
    old.close();
    const stores = await Promise.all([1, 2, 3].map(() => openIndexedDbStore({ name })));
    await Promise.all(stores.map((store, index) => put(store, String(index))));
    for (const store of stores) assert.deepEqual(await keys(store), ['0', '1', '2']);
  });

  it('says that the quota is used up by the name that the platform gives it', async () => {
    const store = await openIndexedDbStore({ name: freshName() });
    await put(store, 'a');
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    let error: unknown;
    await instead(IDBObjectStore.prototype, 'put', full, () => put(store, 'b').catch((problem: unknown) => void (error = problem)));
    assert.equal((error as Error).name, 'QuotaExceededError');
    await put(store, 'c');
    assert.deepEqual(await keys(store), ['a', 'c']);
  });

  it('says how much room it takes', async () => {
    const { usage, quota } = await (await openIndexedDbStore({ name: freshName() })).usage();
    assert.isAtLeast(usage ?? -1, 0);
    assert.isAbove(quota ?? 0, 0);
  });
});

describe('which store it is', () => {
  it('IndexedDB where there is one', async () => {
    const store = await openStore({ name: freshName() });
    assert.deepEqual([store.kind, store.reason], ['indexeddb', '']);
  });

  it('memory where the browser refuses, and why', async () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    await instead(IDBFactory.prototype, 'open', refuse, async () => {
      const store = await openStore({ name: freshName() });
      assert.equal(store.kind, 'memory');
      assert.equal(store.reason, 'IndexedDB is not available: SecurityError: The operation is insecure.');
      await put(store, 'a');
      assert.deepEqual(await keys(store), ['a']);
    });
  });

  it('memory where another page does not let go of an older database', async () => {
    const name = freshName();
    const stubborn = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore('events', { keyPath: 'key' }) });
    const store = await openStore({ name, deadline: 200 });
    assert.equal(store.kind, 'memory');
    assert.match(store.reason, /another page keeps an older version of the database open/);
    stubborn.close();
    // The late connection must not be left behind: it would in turn block others.
    await deleteDB(name);
  });

  it('memory where the browser does not answer', async () => {
    const open = IDBFactory.prototype.open;
    const silent = (): IDBOpenDBRequest => Object.assign(open.call(indexedDB, freshName()), { addEventListener: () => undefined });
    await instead(IDBFactory.prototype, 'open', silent, async () => {
      const store = await openStore({ name: freshName(), deadline: 100 });
      assert.match(store.reason, /the browser did not open the database in 100 ms/);
    });
  });
});
