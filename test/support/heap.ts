import type { CDPSession, Page } from 'puppeteer-core';
import type { TestBrowser } from './browser.ts';

/** Bytes of the JavaScript heap that are in use once what nobody holds is gone. */
export async function heapOf(session: CDPSession): Promise<number> {
  // Twice: finalizers of the first round let go of more.
  for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** The workers of an origin: its shared ones, and the dedicated ones of these pages. */
export async function workersOf({ browser }: TestBrowser, origin: string, pages: readonly Page[]): Promise<readonly CDPSession[]> {
  const shared = browser.targets().filter((target) => target.type() === 'shared_worker' && target.url().startsWith(origin));
  return [...(await Promise.all(shared.map((target) => target.createCDPSession()))), ...pages.flatMap((page) => page.workers()).map(({ client }) => client)];
}

/** How many living objects have this as their prototype: `MessagePort.prototype`. */
export async function countOf(session: CDPSession, prototype: string): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const group = 'count';
  const { result } = await session.send('Runtime.evaluate', { expression: prototype, objectGroup: group });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId!, objectGroup: group });
  const length = await session.send('Runtime.callFunctionOn', { objectId: objects.objectId!, functionDeclaration: 'function () { return this.length; }', returnByValue: true });
  await session.send('Runtime.releaseObjectGroup', { objectGroup: group });
  return length.result.value as number;
}
