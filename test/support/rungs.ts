import type { Page } from 'puppeteer-core';
import type { Rung } from '../../src/contract/status.ts';

interface RungCase {
  readonly rung: Rung;
  /** What of the rungs above `getStatus()` must say. */
  readonly reason: RegExp;
  /** Makes the browser a poorer one, before each document. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

const without = (names: readonly string[]) => (page: Page) =>
  page.evaluateOnNewDocument((names: readonly string[]) => {
    for (const name of names) delete (window as unknown as Record<string, unknown>)[name];
  }, names);

/** Each rung of the ladder, as it comes about in browsers that lack what is above. */
export const rungs: readonly RungCase[] = [
  { rung: 'shared', reason: /^$/, prepare: without([]) },
  { rung: 'dedicated', reason: /SharedWorker is not defined/, prepare: without(['SharedWorker']) },
  { rung: 'page', reason: /SharedWorker is not defined.*Worker is not defined/, prepare: without(['SharedWorker', 'Worker']) },
];
