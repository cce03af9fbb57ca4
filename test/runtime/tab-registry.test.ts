import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../src/runtime/memory-store.ts';
import { drainTab, endTab, liveTabs, readTab, seeTab, sweepTabs } from '../../src/runtime/tab-registry.ts';

const ids = async (store: ReturnType<typeof createMemoryStore>) => (await store.read(liveTabs)).map((row) => row.key);

test('a tab that said goodbye is gone, and what it was acknowledged is still known', async () => {
  const store = createMemoryStore();
  await store.write((tx) => seeTab(tx, 'a', 1_000, { acknowledged: 42 }));
  await store.write((tx) => endTab(tx, 'a'));
  assert.deepEqual(await ids(store), []);
  assert.equal((await store.read((tx) => readTab(tx, 'a'))).acknowledged, 42);
});

test('a visible tab that fell silent has crashed; a hidden one is throttled and gets an hour', async () => {
  const store = createMemoryStore();
  await store.write(async (tx) => {
    await seeTab(tx, 'visible', 0, { visible: true });
    await seeTab(tx, 'hidden', 0, { visible: false });
  });
  assert.deepEqual(await store.write((tx) => sweepTabs(tx, 31_000)), ['visible']);
  assert.deepEqual(await ids(store), ['hidden']);
  assert.deepEqual(await store.write((tx) => sweepTabs(tx, 3_600_001)), ['hidden']);
});

test('a tab that comes back from the back/forward cache is live again', async () => {
  const store = createMemoryStore();
  await store.write((tx) => seeTab(tx, 'a', 0));
  await store.write((tx) => endTab(tx, 'a'));
  await store.write((tx) => seeTab(tx, 'a', 10));
  assert.deepEqual(await ids(store), ['a']);
});

test('draining what a page left behind does not make that page alive, nor end one that lives', async () => {
  const store = createMemoryStore();
  await store.write(async (tx) => {
    await seeTab(tx, 'living', 5_000);
    await drainTab(tx, 'living', 6_000, { acknowledged: 9 });
    await drainTab(tx, 'dead', 6_000, { acknowledged: 3 });
  });
  assert.deepEqual(await ids(store), ['living']);
  assert.equal((await store.read((tx) => readTab(tx, 'dead'))).acknowledged, 3);
});

test('of a site with many pages the newest are remembered, and those that live', async () => {
  const store = createMemoryStore();
  await store.write(async (tx) => {
    await seeTab(tx, 'hidden', 0, { visible: false });
    for (let n = 1; n <= 1_100; n++) {
      await seeTab(tx, `page-${n}`, n, { acknowledged: n });
      await endTab(tx, `page-${n}`);
    }
  });
  await store.write((tx) => sweepTabs(tx, 2_000));
  assert.equal(await store.read((tx) => tx.count('tabs')), 1_001);
  assert.deepEqual(await ids(store), ['hidden']);
  assert.equal((await store.read((tx) => readTab(tx, 'page-1100'))).acknowledged, 1_100);
  assert.equal((await store.read((tx) => readTab(tx, 'page-1'))).acknowledged, 0);
});
