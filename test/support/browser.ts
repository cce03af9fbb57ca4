import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { chromeFlags, findChrome, findFirefox, firefoxPreferences } from '../../scripts/find-browsers.mjs';

export interface TestBrowser {
  readonly browser: Browser;
  /** A page whose console and errors are kept: `problems()` lists what a person would see there in red or yellow. */
  open(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface WatchedPage {
  readonly page: Page;
  problems(): readonly string[];
}

export interface LaunchOptions {
  /** WebKit is driven through `webdriver.ts`. */
  readonly engine?: 'chromium' | 'firefox';
  /** Flags of puppeteer's that would hide what a test is about. */
  readonly without?: readonly string[];
}

/** A browser with an empty profile. `flags` switch engine features off where a test needs a poorer browser. */
export async function launchBrowser(flags: readonly string[] = [], { engine = 'chromium', without = [] }: LaunchOptions = {}): Promise<TestBrowser> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'ops-profile-'));
  const browser = await launch({
    ...(engine === 'firefox'
      ? { browser: 'firefox', executablePath: findFirefox(), extraPrefsFirefox: firefoxPreferences, args: [...flags] }
      : { executablePath: findChrome(), args: [...chromeFlags.filter((flag) => flag !== '--headless'), ...flags] }),
    ...(without.length ? { ignoreDefaultArgs: [...without] } : {}),
    userDataDir,
    headless: true,
  });
  return {
    browser,
    open: async (url, prepare) => {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warn') problems.push(`${message.type()}: ${message.text()} ${message.location().url ?? ''}`);
      });
      page.on('pageerror', (error) => problems.push(`uncaught: ${error instanceof Error ? error.message : String(error)}`));
      await prepare?.(page);
      await page.goto(url, { waitUntil: 'load' });
      return { page, problems: () => problems };
    },
    close: async () => {
      await browser.close();
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
