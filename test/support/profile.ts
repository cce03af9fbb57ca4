import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { chromeFlags, findChrome } from '../../scripts/find-browsers.mjs';

/** A Chromium that can end and start again with what it keeps on the disk. */
export interface Profile {
  readonly folder: string;
  /** Opens a page; the browser is started with the first. */
  open(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
  /** Ends it in order. */
  quit(): Promise<void>;
  /** Ends it in the midst of whatever it does. */
  kill(): Promise<void>;
  /** Ends the workers that tabs share, as a crash does: nobody is told. */
  killWorkers(): Promise<void>;
  remove(): Promise<void>;
}

export async function createProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'ops-profile-'));
  let running: Promise<Browser> | undefined;
  const browser = (): Promise<Browser> =>
    (running ??= launch({ executablePath: findChrome(), userDataDir: folder, args: chromeFlags.filter((flag) => flag !== '--headless'), headless: true }));
  const quit = async (): Promise<void> => {
    const ended = running;
    running = undefined;
    await (await ended)?.close();
  };
  return {
    folder,
    open: async (url, prepare) => {
      const page = await (await browser()).newPage();
      await prepare?.(page);
      await page.goto(url, { waitUntil: 'load' });
      return page;
    },
    quit,
    kill: async () => {
      const child = (await browser()).process();
      running = undefined;
      if (!child) throw new Error('expected a browser that this test has started');
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    },
    killWorkers: async () => {
      for (const target of (await browser()).targets()) if (target.type() === 'shared_worker') await (await target.worker())?.close();
    },
    remove: async () => {
      await quit();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
