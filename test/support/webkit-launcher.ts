import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserLauncher } from '@web/test-runner-core';
import { WebKitDriver, type WebKitSession } from './webdriver.ts';

/** ms; the test runner gives a page 30 s. */
const startsWithin = 10_000;

/**
 * WebKitGTK for @web/test-runner: one page at a time, for a driver has one session. Each file has a browser of its own: one that keeps a page for the back
 * button freezes its shared worker with it, in the midst of a transaction if need be, and the next file, whose worker is another, would wait for the database.
 */
export function webkitLauncher(): BrowserLauncher {
  let driver: WebKitDriver | undefined;
  let session: WebKitSession | undefined;
  let active: string | undefined;

  const end = async (): Promise<void> => {
    const ended = driver;
    driver = session = undefined;
    await ended?.close();
  };
  const begin = async (): Promise<WebKitSession> => (session ??= await (driver ??= await WebKitDriver.start()).newSession());
  /** A browser starts within two seconds, or now and then not at all. */
  const open = async (): Promise<WebKitSession> => {
    const begun = begin();
    const opened = await Promise.race([begun.catch(() => undefined), pause(startsWithin)]);
    if (opened) return opened;
    await end();
    await begun.catch(() => undefined);
    return begin();
  };

  return {
    name: 'WebKit',
    type: 'webkit-webdriver',
    concurrency: 1,
    startSession: async (id, url) => {
      active = id;
      try {
        // In its first tab: a second one is hidden, and a hidden page draws no frames.
        await (await open()).goto(url);
      } catch (error) {
        active = undefined;
        await end();
        throw error;
      }
    },
    isActive: (id) => id === active,
    // A browser that has crashed has no address; that it has is said when the file should have ended.
    getBrowserUrl: () => session?.url().catch(() => undefined),
    stopSession: async () => {
      active = undefined;
      try {
        await session?.closeWindow();
        session = undefined;
        return {};
      } catch (error) {
        await end();
        return { errors: [{ message: `WebKit did not live to the end of the file: ${String(error)}` }] };
      }
    },
    startDebugSession: () => Promise.reject(new Error('WebKit has no debug session here: npx wtr --watch with ENGINES=chromium has')),
    stop: end,
  };
}
