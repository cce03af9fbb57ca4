import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDemos } from '../../support/demo.ts';
import { eventually } from '../../support/eventually.ts';
import type { FaultBrowser, FaultTab } from '../../support/faults/fault-browser.ts';
import { faultPages } from '../../support/faults/fault-pages.ts';
import { puppeteerFaults } from '../../support/faults/puppeteer-faults.ts';
import { webkitFaults } from '../../support/faults/webkit-faults.ts';

interface Lease {
  readonly owner: string;
  /** epoch ms */
  readonly expires: number;
}

/** ms that a holder may have taken to notice that the lease is free */
const grace = 2_000;
/** ms from the moment that a lease is taken to its end */
const length = 6_000;

const leaseOf = (tab: FaultTab): Promise<Lease> =>
  tab.run(async () => {
    const database = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open('prescripto-ops');
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error!);
    });
    const request = database.transaction('meta').objectStore('meta').get('lease');
    const row = await new Promise<Lease | undefined>((done) => (request.onsuccess = () => done(request.result as Lease | undefined)));
    database.close();
    return row ?? { owner: '', expires: 0 };
  });

const runtimeOf = async (tab: FaultTab) => (await tab.run(() => window.prescriptoDebug.getStatus())).runtime;

const engines: readonly (readonly [FaultBrowser['engine'], () => Promise<FaultBrowser>, readonly ('closed' | 'crashed')[]])[] = [
  ['Chromium', () => puppeteerFaults('chrome'), ['closed', 'crashed']],
  // A crash takes all pages of the site along in Firefox, and the driver's session in WebKit: there nobody is left to take over.
  ['Firefox', () => puppeteerFaults('firefox'), ['closed']],
  ['WebKit', webkitFaults, ['closed']],
];

describe('where tabs do not share a worker, one of them leads', () => {
  const demos = testDemos();
  for (const [engine, start, ends] of engines)
    describe(engine, () => {
      let browser: FaultBrowser;
      before(async () => {
        browser = await start();
      });
      after(() => browser.close());
      for (const rung of ['dedicated', 'page'] as const)
        for (const end of ends)
          test(`when it is ${end}, another does so before the lease has ended and two seconds, on the rung "${rung}"`, async () => {
            const demo = await demos.start({ pages: faultPages() });
            const place = await browser.place();
            const tabs = [await place.open(demo.url(`${rung}-1.html`)), await place.open(demo.url(`${rung}-2.html`))];
            const all = await eventually(() => Promise.all(tabs.map(runtimeOf)), (all) => all.every(Boolean) && all.some((one) => one?.leader), { within: 30_000 });
            assert.equal(all.filter((one) => one?.leader).length, 1, 'one, and no more');
            const holder = tabs[all.findIndex((one) => one?.leader)]!;
            const other = tabs.find((tab) => tab !== holder)!;
            const { bootId } = all.find((one) => !one?.leader)!;

            const before = await leaseOf(other);
            await demo.fault({ group: 'errors', mode: 'refuse' });
            await holder.run(() => void dispatchEvent(new CustomEvent('test:fault', { detail: { messages: ['left behind'] } })));
            if (end === 'crashed') await holder.crash?.();
            else await holder.close();
            // It may have been renewed in the meantime.
            const last = await leaseOf(other);
            const free = last.owner === before.owner ? last.expires : before.expires;
            const taken = await eventually(() => leaseOf(other), ({ owner }) => owner === bootId, { within: 30_000 });
            assert.ok(taken.expires - length <= free + grace, `taken at ${taken.expires - length}, free at ${free}`);
            await demo.repair();
            await demo.arrived('errors', (items) => items.filter(({ message }) => message === 'left behind').length === 1, 40_000);
            assert.equal((await runtimeOf(other))?.leader, true);
            await other.close();
            await place.end();
          });
    });
});
