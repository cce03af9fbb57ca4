import { eventually } from '../eventually.ts';
import { type Json, WebKitDriver, type WebKitSession } from '../webdriver.ts';
import type { FaultBrowser, FaultPlace, FaultTab } from './fault-browser.ts';
import { gate } from './gate.ts';

declare global {
  interface Window {
    /** What `run` began, by its number. */
    faultRuns?: Ran[];
  }
}

type Ran = { readonly value?: unknown; readonly error?: string; readonly number?: number };

/** Runs `run` in the page; a function whose text is that. Of a promise it answers with the number, under which its end is noted. */
const beginning = (run: unknown): ((...args: readonly Json[]) => Ran) =>
  Object.assign((): Ran => ({}), {
    toString: () => `function begin(...args) {
      const value = (${String(run)})(...args) ?? null;
      if (!(value instanceof Promise)) return { value };
      const runs = (window.faultRuns ??= []);
      const number = runs.push({}) - 1;
      value.then((value) => (runs[number] = { value: value ?? null }), (error) => (runs[number] = { error: String(error) }));
      return { number };
    }`,
  });

/** The windows of a session. A driver does one thing at a time, so no command waits for what a page does. */
class Windows implements FaultPlace {
  readonly #session: WebKitSession;
  readonly #alone = gate(1);
  /** With this window the session has begun, and from one that lives another is opened. */
  readonly #first: string;
  #current: string;

  constructor(session: WebKitSession, first: string) {
    this.#session = session;
    this.#first = this.#current = first;
  }

  #in<T>(handle: string, command: (session: WebKitSession) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      if (this.#current !== handle) await this.#session.switchTo(handle);
      this.#current = handle;
      return command(this.#session);
    });
  }

  async open(url: string): Promise<FaultTab> {
    // A tab behind another is hidden, and a hidden page does not look whether its worker is still there.
    const handle = await this.#in(this.#first, (session) => session.newWindow('window'));
    await this.#in(handle, (session) => session.goto(url));
    return {
      run: async (run, ...args) => {
        const began = await this.#in(handle, (session) => session.execute(beginning(run), ...args));
        const look = (): Promise<Ran> => this.#in(handle, (session) => session.execute((number) => window.faultRuns?.[number] ?? { error: 'the page has gone' }, began.number ?? 0));
        const { value, error } = began.number === undefined ? began : await eventually(look, (ran) => 'value' in ran || 'error' in ran, { within: 60_000, every: 150 });
        if (error !== undefined) throw new Error(error);
        return value as never;
      },
      goto: (url) => this.#in(handle, (session) => session.goto(url)),
      close: () => this.#in(handle, async (session) => void (await session.closeWindow())),
    };
  }

  async end(): Promise<void> {
    // Each cell closes what it has opened.
  }
}

const vanishes = 'its worker is killed and the page goes without being told';

/** A driver does one thing at a time. */
const drivers = 4;

async function startWindows(): Promise<{ readonly driver: WebKitDriver; readonly windows: Windows }> {
  const driver = await WebKitDriver.start();
  const session = await driver.newSession();
  return { driver, windows: new Windows(session, await session.window()) };
}

/** WebKitGTK: a session a driver, which ends with the first page that crashes. */
export async function webkitFaults(): Promise<FaultBrowser> {
  const all = await Promise.all(Array.from({ length: drivers }, startWindows));
  let next = 0;
  return {
    engine: 'WebKit',
    loads: 2 * drivers,
    onePlace: true,
    crashesAll: false,
    place: () => Promise.resolve(all[next++ % drivers]!.windows),
    instead: {
      'close tab': 'no script may close a window that a driver has opened: the driver closes it, right after the throw',
      'close last tab': 'as above',
      'crash the renderer': `WebKitWebDriver ends the session, and with it the profile, when a page crashes: in the task of the throw ${vanishes}`,
      'kill the browser': `WebKitGTK keeps the profile of a driven browser in memory only: after the acknowledgement ${vanishes}`,
    },
    close: async () => {
      await Promise.all(all.map(({ driver }) => driver.close()));
    },
  };
}
