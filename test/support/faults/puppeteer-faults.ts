import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, launch, type LaunchOptions, type Page } from 'puppeteer-core';
import { chromeFlags, findChrome, findFirefox, firefoxPreferences } from '../../../scripts/find-browsers.mjs';
import { eventually } from '../eventually.ts';
import type { FaultBrowser, FaultPlace, FaultProcess, FaultTab } from './fault-browser.ts';
import { contentProcesses } from './content-processes.ts';

type Name = 'chrome' | 'firefox';

const launchOptions: Readonly<Record<Name, LaunchOptions>> = {
  // A tab that WebDriver made may not close itself otherwise: no script has opened it.
  chrome: { executablePath: findChrome(), args: [...chromeFlags.filter((flag) => flag !== '--headless'), '--blink-settings=allowScriptsToCloseWindows=true'] },
  firefox: {
    browser: 'firefox',
    executablePath: findFirefox(),
    // A process kept ready for the next page would be killed with the others, or handed to a page in that moment.
    extraPrefsFirefox: { ...firefoxPreferences, 'dom.allow_scripts_to_close_windows': true, 'dom.ipc.processPrelaunch.enabled': false },
  },
};

async function crash(name: Name, page: Page): Promise<void> {
  if (name === 'chrome') {
    const session = await page.createCDPSession();
    const crashed = new Promise((done) => page.once('error', done));
    // Answers never: the page is gone.
    void session.send('Page.crash').catch(() => 0);
    await crashed;
    return;
  }
  const pid = page.browser().process()!.pid!;
  const killed = contentProcesses(pid);
  if (!killed.length) throw new Error('expected the processes of Firefox that show pages');
  // One after the other: Firefox itself crashes, about once in ten times, when it loses several in one moment.
  for (const one of killed) {
    process.kill(one, 'SIGKILL');
    await eventually(() => contentProcesses(pid), (left) => !left.includes(one));
    await pause(100);
  }
}

async function openTab(name: Name, place: Browser | BrowserContext, url: string): Promise<FaultTab> {
  // A tab behind another is hidden, and a hidden page does not look whether its worker is still there.
  const page = await place.newPage({ type: 'window' });
  const closed = new Promise<void>((done) => page.once('close', () => done()));
  const goto = async (url: string): Promise<void> => void (await page.goto(url, { waitUntil: 'load' }));
  await goto(url);
  return {
    run: (run, ...args) => page.evaluate(run as unknown as (...args: unknown[]) => never, ...args),
    goto,
    crash: () => crash(name, page),
    close: () => page.close(),
    closed: () => closed,
  };
}

export async function puppeteerFaults(name: Name): Promise<FaultBrowser> {
  const ends: (() => Promise<unknown>)[] = [];
  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'ops-faults-'));
    ends.push(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  };
  const start = async (userDataDir: string): Promise<Browser> => launch({ ...launchOptions[name], userDataDir, headless: true });
  const browser = await start(await folder());
  ends.push(() => browser.close());

  return {
    engine: name === 'chrome' ? 'Chromium' : 'Firefox',
    loads: 4,
    // A context of its own would be a process of its own for each of its pages, which takes Firefox a second to start.
    onePlace: name === 'firefox',
    crashesAll: name === 'firefox',
    place: async (): Promise<FaultPlace> => {
      if (name === 'firefox') return { open: (url) => openTab(name, browser, url), end: () => Promise.resolve() };
      const context = await browser.createBrowserContext();
      return { open: (url) => openTab(name, context, url), end: () => context.close() };
    },
    restartable: async (): Promise<FaultProcess> => {
      const path = await folder();
      let running: Promise<Browser> | undefined;
      const end = async (): Promise<void> => {
        const ended = running;
        running = undefined;
        await (await ended)?.close();
      };
      ends.push(end);
      return {
        open: async (url) => openTab(name, await (running ??= start(path)), url),
        end,
        kill: async () => {
          const child = (await running)?.process();
          running = undefined;
          if (!child) throw new Error('expected a browser that was started here');
          const ended = new Promise((done) => child.once('exit', done));
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    instead: {},
    close: async () => {
      for (const end of ends.reverse()) await end();
    },
  };
}
