import { assert } from 'chai';
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Store } from '../../../src/services/ports/store.ts';
import { openStore } from '../../../src/worker/open-store.ts';
import { eventually } from '../../support/eventually.ts';
import { storeContract } from '../../support/store-contract.ts';
import { freshName, instead, keys, put } from '../../support/store-tools.ts';

/** What is in the database itself. */
async function inDatabase(name: string): Promise<string[]> {
  const db = await openDB(name);
  const found = (await db.getAllKeys('events')).map(String);
  db.close();
  return found;
}

/** A page of an older build that does not let go of the database when it is asked to. */
const stubborn = (name: string): Promise<IDBPDatabase> => openDB(name, 1, { upgrade: (db) => void db.createObjectStore('events', { keyPath: 'key' }) });

/** ms; for tests in which nobody is to be waited for in vain, however busy the machine is. */
const enough = 10_000;
/** A store that looks at the database again at each transaction, and then one that never does. */
const eager = (name: string, deadline = enough): Promise<Store> => openStore({ name, deadline, lookAfter: 0, freezes: true });
const patient = (name: string, deadline = enough): Promise<Store> => openStore({ name, deadline, freezes: true });

/** A page that is frozen in the midst of a transaction; resolves, when that has begun, with what thaws it. */
async function hold(name: string): Promise<() => void> {
  const db = await openDB(name);
  const tx = db.transaction([...db.objectStoreNames], 'readwrite');
  let letGo: (now: true) => void = () => undefined;
  const thawed = new Promise<true>((done) => (letGo = done));
  // Without a request it would end.
  const goOn = async (): Promise<void> => {
    do await tx.objectStore('events').count();
    while (!(await Promise.race([thawed, false])));
    db.close();
  };
  await tx.objectStore('events').count();
  void goOn();
  return () => letGo(true);
}

const back = (store: Store): Promise<unknown> => eventually(() => keys(store).then(() => store.kind), (kind) => kind === 'indexeddb');

/** The database dies: whatever is asked of it fails. */
const dead = (run: () => Promise<void>): Promise<void> =>
  instead(IDBDatabase.prototype, 'transaction', () => {
    throw new DOMException('Internal error.', 'UnknownError');
  }, run);

const refused = (run: () => Promise<void>): Promise<void> =>
  instead(IDBFactory.prototype, 'open', () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  }, run);

describe('which store it is', () => {
  for (const { name, run } of storeContract) it(name, () => {
    const database = freshName();
    return run({ open: () => openStore({ name: database }) });
  });

  it('IndexedDB where there is one', async () => {
    const store = await patient(freshName());
    assert.deepEqual([store.kind, store.reason], ['indexeddb', '']);
  });

  it('memory where the browser refuses, and why', () =>
    refused(async () => {
      const store = await patient(freshName());
      assert.equal(store.kind, 'memory');
      assert.equal(store.reason, 'IndexedDB is not available: SecurityError: The operation is insecure.');
      await put(store, 'a');
      assert.deepEqual(await keys(store), ['a']);
      assert.deepEqual(await store.usage(), { usage: null, quota: null });
    }));

  it('memory where the browser does not answer', async () => {
    const open = IDBFactory.prototype.open;
    const silent = (): IDBOpenDBRequest => Object.assign(open.call(indexedDB, freshName()), { addEventListener: () => undefined });
    await instead(IDBFactory.prototype, 'open', silent, async () => {
      const store = await patient(freshName(), 200);
      assert.match(store.reason, /the browser did not open the database in 200 ms/);
    });
  });

  it('the database where the machine slept, or something held up the page, for longer than the browser has to open it', async () => {
    const open = IDBFactory.prototype.open;
    let ask: (now: unknown) => void;
    const asked = new Promise((done) => (ask = done));
    // Of what is due when it goes on, the answer comes last.
    const late = (name: string): IDBOpenDBRequest => {
      const request = open.call(indexedDB, name);
      ask(0);
      const listen = request.addEventListener.bind(request) as (type: string, listener: (event: Event) => void) => void;
      return Object.assign(request, { addEventListener: (type: string, listener: (event: Event) => void) => listen(type, (event) => setTimeout(() => listener(event), 20)) });
    };
    await instead(IDBFactory.prototype, 'open', late, async () => {
      const opening = openStore({ name: freshName(), deadline: 300, freezes: false });
      await asked;
      for (const end = Date.now() + 900; Date.now() < end; );
      const store = await opening;
      assert.deepEqual([store.kind, store.reason, store.standsIn], ['indexeddb', '', false]);
    });
  });

  it('stands in for the database until it has looked for that twice in vain, and not again however long that lasts', async () => {
    const store = await openStore({ name: freshName(), lookAfter: 20 });
    await put(store, 'a');
    const seen = [store.standsIn];
    let tries = 0;
    let triesAtChange = 0;
    const note = (): void => {
      if (seen.at(-1) === store.standsIn) return;
      seen.push(store.standsIn);
      triesAtChange = tries;
    };
    await instead(IDBDatabase.prototype, 'transaction', () => {
      tries++;
      throw new DOMException('Internal error.', 'UnknownError');
    }, async () => {
      await put(store, 'b');
      note();
      // Three tries each: the first fall, and six looks, after 20, 40, 80, 160, 20 and 40 ms.
      await eventually(() => keys(store).then(() => (note(), tries)), (all) => all >= 21, { every: 5 });
    });
    assert.deepEqual([seen, store.kind], [[false, true, false], 'memory']);
    assert.isAtLeast(triesAtChange, 9, 'the first fall, and two looks');
    await back(store);
    assert.equal(store.standsIn, false);
  });

  it('memory while another page does not let go of an older database; then the database, with the rows of both', async () => {
    const name = freshName();
    const old = await stubborn(name);
    await old.put('events', { key: 'before' });
    const store = await eager(name, 500);
    assert.equal(store.kind, 'memory');
    assert.match(store.reason, /another page keeps an older version of the database open/);
    await put(store, 'meanwhile');
    assert.deepEqual(await keys(store), ['meanwhile']);
    old.close();
    await back(store);
    assert.deepEqual([await keys(store), store.reason], [['before', 'meanwhile'], '']);
    // The connection that was late is the one in use, and stands in nobody's way.
    await deleteDB(name);
  });

  it('does not look at a database that was out of reach with every transaction', async () => {
    const name = freshName();
    const old = await stubborn(name);
    const store = await patient(name, 200);
    old.close();
    for (let round = 0; round < 20; round++) await put(store, String(round));
    assert.equal(store.kind, 'memory');
  });

  it('a database that dies in mid-run: the write that met it is done in memory, and all of it is in the database when that is back', async () => {
    const name = freshName();
    const store = await eager(name);
    await put(store, 'a');
    await dead(async () => {
      await put(store, 'b');
      assert.deepEqual([store.kind, store.reason], ['memory', 'IndexedDB is not available: UnknownError: Internal error.']);
      await put(store, 'c');
      assert.deepEqual(await keys(store), ['b', 'c']);
    });
    await back(store);
    assert.deepEqual(await keys(store), ['a', 'b', 'c']);
    assert.deepEqual(await inDatabase(name), ['a', 'b', 'c']);
  });

  it('a database that dies within a transaction, each time: nothing is written twice and nothing is lost', async () => {
    const store = await patient(freshName());
    await put(store, 'a');
    let runs = 0;
    await store.write(async (tx) => {
      runs++;
      tx.put('events', { key: `run ${runs}` });
      if (store.kind === 'memory') return;
      await instead(IDBObjectStore.prototype, 'count', function (this: IDBObjectStore) {
        this.transaction.abort();
        throw new DOMException('the connection was closed', 'AbortError');
      }, async () => void (await tx.count('events')));
    });
    assert.equal(runs, 4, 'three tries, then memory');
    assert.deepEqual(await keys(store), ['run 4']);
  });

  it('what is written while it goes back to the database is there too, and in order', async () => {
    const name = freshName();
    const store = await eager(name);
    const expected: string[] = [];
    const write = async (round: number): Promise<void> => {
      const key = String(round).padStart(4, '0');
      expected.push(key);
      await put(store, key);
    };
    await dead(async () => {
      for (let round = 0; round < 50; round++) await write(round);
    });
    assert.equal(store.kind, 'memory');
    const writes: Promise<void>[] = [];
    for (let round = 50; round < 500; round++) {
      writes.push(write(round));
      if (round % 10 === 0) await new Promise((done) => setTimeout(done));
    }
    await Promise.all(writes);
    assert.equal(store.kind, 'indexeddb');
    assert.deepEqual(await inDatabase(name), expected);
  });

  it('a transaction that cannot begin, because a page that is frozen holds the database: it is done in memory, once, and carried over', async () => {
    const name = freshName();
    const store = await eager(name, 600);
    await put(store, 'a');
    const letGo = await hold(name);
    await put(store, 'b');
    assert.deepEqual([store.kind, store.reason], ['memory', 'IndexedDB is not available: another page keeps it']);
    letGo();
    await back(store);
    assert.deepEqual(await inDatabase(name), ['a', 'b']);
  });

  it('a runtime that starts while the database is held starts in memory', async () => {
    const name = freshName();
    await put(await patient(name), 'a');
    const letGo = await hold(name);
    const store = await patient(name, 600);
    assert.equal(store.kind, 'memory');
    letGo();
  });

  it('transactions that wait for one of their own, however long that takes, wait', async () => {
    const store = await patient(freshName(), 150);
    const order: string[] = [];
    const long = store.write(async (tx) => {
      for (const end = Date.now() + 1_000; Date.now() < end; ) await tx.count('events');
      order.push('long');
    });
    await Promise.all([long, put(store, 'a').then(() => order.push('short'))]);
    assert.deepEqual([order, store.kind], [['long', 'short'], 'indexeddb']);
  });

  it('a database that somebody deleted is begun anew, without a word', async () => {
    const name = freshName();
    const store = await patient(name);
    await put(store, 'a');
    await deleteDB(name);
    const [seen] = await Promise.all([keys(store), put(store, 'b')]);
    assert.deepEqual([seen, await keys(store), store.kind], [[], ['b'], 'indexeddb']);
  });

  it('goes on while another page raises the version again and again', async () => {
    const name = freshName();
    const store = await patient(name);
    for (let version = 5; version < 15; version++) {
      const [later] = await Promise.all([openDB(name, version, { upgrade: (db) => void db.createObjectStore(`more-${version}`, { keyPath: 'key' }) }), put(store, `during ${version}`)]);
      later.close();
    }
    assert.equal((await keys(store)).length, 10);
    assert.equal(store.kind, 'indexeddb');
  });

  it('a row that cannot be stored, and a mistake in a transaction, are no reason to give up the database', async () => {
    const store = await patient(freshName());
    const problems: unknown[] = [];
    await store.write(async (tx) => tx.put('events', { key: 'a', run: () => 0 } as { key: string })).catch((problem: unknown) => problems.push((problem as Error).name));
    await store.read(() => Promise.reject(new RangeError('no'))).catch((problem: unknown) => problems.push((problem as Error).name));
    assert.deepEqual([problems, store.kind], [['DataCloneError', 'RangeError'], 'indexeddb']);
  });

  it('a quota that is used up rejects by its name and stays in the database, until it is told to go on in memory', async () => {
    const store = await eager(freshName());
    await put(store, 'a');
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await instead(IDBObjectStore.prototype, 'put', full, async () => {
      const problem = await put(store, 'b').catch((error: unknown) => error);
      assert.deepEqual([(problem as Error).name, store.kind], ['QuotaExceededError', 'indexeddb']);
      store.fallBack?.('the quota is used up');
      assert.deepEqual([store.kind, store.reason], ['memory', 'the quota is used up']);
      await put(store, 'b');
      // There is still no room for it.
      for (let round = 0; round < 20; round++) assert.deepEqual(await keys(store), ['b']);
      assert.equal(store.kind, 'memory');
    });
    await back(store);
    assert.deepEqual(await keys(store), ['a', 'b']);
  });

  it('what is wiped in memory is wiped in the database: at once where that can be reached, else when it can', async () => {
    for (const out of [dead, undefined]) {
      const name = freshName();
      const store = await eager(name);
      await put(store, 'before');
      const wipe = async (): Promise<void> => {
        store.fallBack?.('as a test wants it');
        await store.clear();
        if (!out) assert.deepEqual(await inDatabase(name), []);
        await put(store, 'after');
      };
      await (out ? out(wipe) : wipe());
      await back(store);
      assert.deepEqual(await inDatabase(name), ['after']);
    }
  });
});
