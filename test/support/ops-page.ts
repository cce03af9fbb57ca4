import type { Page } from 'puppeteer-core';
import type { debug } from '../../src/tab/debug.ts';
import type * as ops from '../../src/tab/index.ts';
import type { OpsStatus } from '../../src/contract/status.ts';
import { eventually } from './eventually.ts';

declare global {
  interface Window {
    prescriptoOps: typeof ops;
    prescriptoDebug: typeof debug;
    /** Window events that were dispatched since the page began: see `keepEvents`. */
    seenEvents: { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[];
  }
}

export const eventNames = [
  'error.captured', 'performance.alert', 'health.system_status_updated', 'health.status_updated',
  'alert.triggered', 'alert.acknowledged', 'alert.escalated', 'alert.resolved',
] as const;

/** Notes every window event of ours from the first moment of each document of the page. */
export async function keepEvents(page: Page): Promise<void> {
  await page.evaluateOnNewDocument((names: readonly string[]) => {
    window.seenEvents = [];
    for (const name of names) window.addEventListener(name, (event) => window.seenEvents.push({ name, detail: (event as CustomEvent<Record<string, unknown>>).detail }));
  }, eventNames);
}

export const status = (page: Page): Promise<OpsStatus> => page.evaluate(() => window.prescriptoDebug.getStatus());

/** Waits until a runtime answers. */
export const connected = (page: Page): Promise<OpsStatus> => eventually(() => status(page), ({ worker }) => worker.connected, { within: 40_000 });

export const groups = (page: Page) => page.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups());

/** Waits until the page's runtime knows a group whose title has this in it. */
export async function group(page: Page, title: string, within = 30_000) {
  const found = await eventually(() => groups(page), (all) => all.some((one) => one.title.includes(title)), { within });
  return found.find((one) => one.title.includes(title))!;
}

/** Throws in a script of the page where nobody catches it: pages of `opsPage` and `clinicPage` only. */
export const throwIn = (page: Page, message: string, name = 'Error'): Promise<unknown> =>
  page.evaluate((message: string, name: string) => window.dispatchEvent(new CustomEvent('test:throw', { detail: { name, message } })), message, name);

/** Everything that the origin keeps in this browser, as one text. */
export const everythingStored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error!);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done, fail) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error!);
        });
        texts.push(`${store}: ${JSON.stringify(rows)}`);
      }
      database.close();
    }
    return texts.join('\n');
  });
