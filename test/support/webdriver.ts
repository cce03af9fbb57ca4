import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWebKit } from '../../scripts/find-browsers.mjs';
import { eventually } from './eventually.ts';
import { processes } from './processes.ts';
import { freePort } from './free-port.ts';

/** What scripts may be given and may answer. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** A command that WebKit refused. `code` is the specification's, such as `no such window` or `javascript error`. */
export class WebDriverError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'WebDriverError';
    this.code = code;
  }
}

/** A screen with a number that was free. */
async function startScreen(path: string): Promise<{ readonly screen: ChildProcess; readonly display: string }> {
  const screen = spawn(path, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise<string>((done, fail) => {
    let text = '';
    screen.stdio[3]!.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.endsWith('\n')) done(`:${text.trim()}`);
    });
    screen.once('error', fail);
    screen.once('exit', (code) => fail(new Error(`Xvfb ended with ${code} before it had a display`)));
  });
  return { screen, display };
}

/** Ends a process and all that it started. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * WebKitGTK, driven by WebKitWebDriver over W3C WebDriver, on a screen that nobody sees. One session at a time: that is all
 * the driver can do.
 *
 * @example
 * const driver = await WebKitDriver.start();
 * const session = await driver.newSession();
 * await session.goto('http://localhost:8080/');
 * const title = await session.execute(() => document.title);
 * await driver.close();
 */
export class WebKitDriver {
  readonly #base: string;
  readonly #driver: ChildProcess;
  readonly #screen: ChildProcess;
  readonly #home: string;
  readonly #browser: string;
  readonly #onExit = (): void => this.#end();

  private constructor(base: string, driver: ChildProcess, screen: ChildProcess, home: string, browser: string) {
    this.#base = base;
    this.#driver = driver;
    this.#screen = screen;
    this.#home = home;
    this.#browser = browser;
    process.once('exit', this.#onExit);
  }

  /** Starts a screen and a driver. Throws, saying what to install, where there is no WebKitGTK. */
  static async start(): Promise<WebKitDriver> {
    const paths = findWebKit();
    const home = mkdtempSync(join(tmpdir(), 'ops-webkit-'));
    const { screen, display } = await startScreen(paths.xvfb);
    const port = await freePort();
    const driver = spawn(paths.driver, ['--host=127.0.0.1', `--port=${port}`], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, NO_AT_BRIDGE: '1', GTK_A11Y: 'none', LIBGL_ALWAYS_SOFTWARE: '1', LANGUAGE: 'en_US' },
    });
    const started = new WebKitDriver(`http://127.0.0.1:${port}`, driver, screen, home, paths.browser);
    try {
      await eventually(() => fetch(`${started.#base}/status`).then((response) => response.ok, () => false), (ready) => ready, { within: 20_000 });
    } catch (error) {
      started.#end();
      throw error;
    }
    return started;
  }

  /** A command to the driver; answers with its `value`. Fails with a `WebDriverError`. */
  async send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(this.#base + path, { method, ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}) });
    const { value } = (await response.json()) as { readonly value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { readonly error: string; readonly message: string };
    throw new WebDriverError(error, `${method} ${path}: ${message}`);
  }

  /** A browser with one empty tab and an empty profile of its own: nothing that was stored before is there. */
  async newSession(): Promise<WebKitSession> {
    const { sessionId } = (await this.send('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: this.#browser, args: ['--automation'] },
          timeouts: { script: 60_000, pageLoad: 60_000 },
        },
      },
    })) as { readonly sessionId: string };
    return new WebKitSession(this, sessionId);
  }

  /** Ends processes of the browser at once, as a crash would: `WebKitWebProces` (so the kernel cuts it) is a renderer. Answers with how many. */
  crash(name: 'WebKitWebProces' | 'WebKitNetworkPr' | 'MiniBrowser'): number {
    const all = processes();
    const ours = new Set([this.#driver.pid]);
    for (let before = 0; before !== ours.size;) {
      before = ours.size;
      for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
    }
    const hit = all.filter((one) => one.name === name && (ours.has(one.pid) || one.group === this.#driver.pid));
    for (const { pid } of hit) process.kill(pid, 'SIGKILL');
    return hit.length;
  }

  /** Ends driver, browser and screen; a session that is open ends with them. */
  async close(): Promise<void> {
    process.off('exit', this.#onExit);
    const ended = [this.#driver, this.#screen].map((child) => (child.exitCode ?? child.signalCode) !== null || new Promise((done) => child.once('exit', done)));
    this.#end();
    await Promise.all(ended);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  #end(): void {
    killGroup(this.#driver, 'SIGKILL');
    this.#screen.kill('SIGKILL');
  }
}

/** A browser under command. Commands act on the current tab: `switchTo` another before you command that. */
export class WebKitSession {
  readonly #driver: WebKitDriver;
  readonly #path: string;

  constructor(driver: WebKitDriver, id: string) {
    this.#driver = driver;
    this.#path = `/session/${id}`;
  }

  #post(path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.#driver.send('POST', this.#path + path, body);
  }

  /** As a person would, in the middle of the element. */
  async click(selector: string): Promise<void> {
    const found = (await this.#post('/element', { using: 'css selector', value: selector })) as Readonly<Record<string, string>>;
    await this.#post(`/element/${Object.values(found)[0]}/click`);
  }

  /** Opens an address and waits for its load. */
  async goto(url: string): Promise<void> {
    await this.#post('/url', { url });
  }

  /** The address of the page. */
  url(): Promise<string> {
    return this.#driver.send('GET', `${this.#path}/url`) as Promise<string>;
  }

  async back(): Promise<void> {
    await this.#post('/back');
  }

  async forward(): Promise<void> {
    await this.#post('/forward');
  }

  async reload(): Promise<void> {
    await this.#post('/refresh');
  }

  /** Runs a function in the page: its text crosses, what it closes over does not. */
  async execute<A extends readonly Json[], T>(run: (...args: A) => T, ...args: A): Promise<T> {
    return (await this.#post('/execute/sync', { script: `return (${run}).apply(null, arguments);`, args })) as T;
  }

  /** Like `execute`; waits, at most a minute, for the promise that the function returns. */
  async executeAsync<A extends readonly Json[], T>(run: (...args: A) => Promise<T>, ...args: A): Promise<T> {
    const script = `
      const given = [...arguments];
      const done = given.pop();
      Promise.resolve().then(() => (${run}).apply(null, given)).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error), message: String(error) }));`;
    const answer = (await this.#post('/execute/async', { script, args })) as { readonly value?: T; readonly error?: string; readonly message?: string };
    if (answer.error !== undefined) throw new WebDriverError('javascript error', `${answer.message}\n${answer.error}`);
    return answer.value as T;
  }

  /** The tab that commands act on. */
  window(): Promise<string> {
    return this.#driver.send('GET', `${this.#path}/window`) as Promise<string>;
  }

  windows(): Promise<readonly string[]> {
    return this.#driver.send('GET', `${this.#path}/window/handles`) as Promise<readonly string[]>;
  }

  /** Another tab beside the current one, which stays current. */
  async newWindow(type: 'tab' | 'window' = 'tab'): Promise<string> {
    return ((await this.#post('/window/new', { type })) as { readonly handle: string }).handle;
  }

  async switchTo(handle: string): Promise<void> {
    await this.#post('/window', { handle });
  }

  /** Closes the current tab; answers with those that are left. With the last one the session ends. */
  closeWindow(): Promise<readonly string[]> {
    return this.#driver.send('DELETE', `${this.#path}/window`) as Promise<readonly string[]>;
  }

  /** The size of the window, px. */
  async resize(width: number, height: number): Promise<void> {
    await this.#post('/window/rect', { width, height });
  }

  /** The picture of the page, a PNG in base64. */
  screenshot(): Promise<string> {
    return this.#driver.send('GET', `${this.#path}/screenshot`) as Promise<string>;
  }

  /** Closes the browser. */
  async quit(): Promise<void> {
    await this.#driver.send('DELETE', this.#path);
  }
}
