import { assert } from 'chai';
import { deleteDB, openDB } from 'idb';
import { tables } from '../../../src/services/ports/store.ts';
import { createIndexedDbStore, StoreLost } from '../../../src/worker/indexed-db-store.ts';
import { engine } from '../../support/engine.ts';
import { storeContract } from '../../support/store-contract.ts';
import { freshName, instead, keys, put } from '../../support/store-tools.ts';

describe('the store over IndexedDB', () => {
  for (const { name, run } of storeContract) it(name, () => {
    const database = freshName();
    return run({ open: async () => createIndexedDbStore({ name: database }) });
  });

  it('reads newest first also where the engine has no getAllRecords', async () => {
    const order = storeContract.find(({ name }) => name.startsWith('rows come in key order'));
    assert.exists(order);
    await instead(IDBObjectStore.prototype as { getAllRecords?: unknown }, 'getAllRecords', undefined, async () => {
      assert.notProperty(IDBObjectStore.prototype, 'getAllRecords');
      const database = freshName();
      await order?.run({ open: async () => createIndexedDbStore({ name: database }) });
    });
  });

  it('remembers past its own end', async () => {
    const name = freshName();
    await put(createIndexedDbStore({ name }), 'a');
    assert.deepEqual(await keys(createIndexedDbStore({ name })), ['a']);
  });

  it('goes on after another page has deleted the database', async () => {
    const name = freshName();
    const store = createIndexedDbStore({ name });
    await put(store, 'a');
    await deleteDB(name);
    await put(store, 'b');
    assert.deepEqual(await keys(store), ['b']);
  });

  it('runs a transaction again when its connection was closed under it', async () => {
    const name = freshName();
    const store = createIndexedDbStore({ name });
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
    const store = createIndexedDbStore({ name: freshName() });
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
    const store = createIndexedDbStore({ name });
    await put(store, 'b');
    await store.write(async (tx) => tx.put('logs', { key: 'c' }));
    assert.deepEqual(await keys(store), ['a', 'b']);
    assert.deepEqual(await store.read((tx) => tx.get('logs', 'c')), { key: 'c' });
    for (const table of tables) assert.isNumber(await store.read((tx) => tx.count(table)));
    const after = await openDB(name);
    assert.equal(after.version, 8);
    assert.equal(await after.count('table-of-a-later-build'), 1);
    after.close();
  });

  it('works on a database that a later build has raised, while it is open', async () => {
    const name = freshName();
    const store = createIndexedDbStore({ name });
    await put(store, 'a');
    const later = await openDB(name, 9, { upgrade: (db) => void db.createObjectStore('more', { keyPath: 'key' }) });
    later.close();
    await put(store, 'b');
    assert.deepEqual(await keys(store), ['a', 'b']);
    assert.deepEqual(await keys(createIndexedDbStore({ name })), ['a', 'b']);
  });

  it('several builds that find tables missing at once agree', async () => {
    const name = freshName();
    const old = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore('events', { keyPath: 'key' }) });
    old.close();
    const stores = [1, 2, 3].map(() => createIndexedDbStore({ name }));
    await Promise.all(stores.map((store, index) => put(store, String(index))));
    for (const store of stores) assert.deepEqual(await keys(store), ['0', '1', '2']);
  });

  it('says that the quota is used up by the name that the platform gives it', async () => {
    const store = createIndexedDbStore({ name: freshName() });
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

  it('says that the database is out of reach, and opens it again when it is asked again', async () => {
    const store = createIndexedDbStore({ name: freshName() });
    await put(store, 'a');
    const broken = () => {
      throw new DOMException('Internal error.', 'UnknownError');
    };
    let error: unknown;
    await instead(IDBDatabase.prototype, 'transaction', broken, () => put(store, 'b').catch((problem: unknown) => void (error = problem)));
    assert.instanceOf(error, StoreLost);
    assert.equal((error as Error).message, 'IndexedDB is not available: UnknownError: Internal error.');
    assert.deepEqual(await keys(store), ['a']);
  });

  it('says how much room it takes, where the engine does', async () => {
    const { usage, quota } = await createIndexedDbStore({ name: freshName() }).usage();
    // WebKitGTK does not.
    if (!('estimate' in (navigator.storage ?? {}))) return assert.deepEqual({ usage, quota }, { usage: null, quota: null });
    if (!engine.estimate) return assert.deepEqual([usage, quota], [null, null], 'unknown, not 0');
    assert.isAtLeast(usage ?? -1, 0);
    assert.isAbove(quota ?? 0, 0);
    return undefined;
  });
});
