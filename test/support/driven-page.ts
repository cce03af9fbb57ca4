import { afterEach, beforeEach, describe } from 'node:test';
import { launchBrowser } from './browser.ts';
import { type Json, WebKitDriver } from './webdriver.ts';

const engines = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof engines)[number];

/** One tab of a browser, in the words that all three engines have. */
export interface DrivenPage {
  goto(url: string): Promise<void>;
  /** As the back button does. Resolves when the browser has set out; ask the page whether it is there. */
  back(): Promise<void>;
  /** As a person would: the browser takes it for one. */
  click(selector: string): Promise<void>;
  /** Runs a function in the page and waits for what it promises: its text crosses, what it closes over does not. */
  run<A extends readonly Json[], T>(run: (...args: A) => Promise<T> | T, ...args: A): Promise<T>;
  /** Ends the browser. */
  close(): Promise<void>;
}

/** By the page itself: a page that returns from the cache has no load that a driver could wait for. */
const back = (): void => void setTimeout(() => history.back());

/** A browser of that engine with an empty profile. */
export async function drivenPage(engine: Engine): Promise<DrivenPage> {
  if (engine === 'webkit') {
    const driver = await WebKitDriver.start();
    const session = await driver.newSession();
    return {
      goto: (url) => session.goto(url),
      back: () => session.execute(back),
      click: (selector) => session.click(selector),
      run: (run, ...args) => session.executeAsync(run as never, ...(args as never)) as never,
      close: () => driver.close(),
    };
  }
  const { browser, close } = await launchBrowser([], { engine });
  const page = await browser.newPage();
  return {
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    back: () => page.evaluate(back),
    click: (selector) => page.click(selector),
    run: (run, ...args) => page.evaluate(run as never, ...(args as never)) as never,
    close,
  };
}

/**
 * Describes the same in every engine. Each test has a browser of its own, whose page `here` answers with: Firefox tells its driver nothing of the next load in a tab where a page has
 * come back from the cache.
 */
export function inEachEngine(tests: (engine: Engine, here: () => DrivenPage) => void): void {
  for (const engine of engines)
    describe(engine, () => {
      let page: DrivenPage;
      beforeEach(async () => {
        page = await drivenPage(engine);
      });
      afterEach(() => page.close());
      tests(engine, () => page);
    });
}
