import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>States</title><link rel="icon" href="data:,"><link rel="stylesheet" href="states.css"></head><body><main></main><script type="module" src="page.js"></script></body></html>`;
/** A typeface that ships with the tests, so that no machine's own makes a difference. */
const css = `@font-face { font-family: Steady; src: url(steady.woff2); font-weight: 100 900 }
@font-face { font-family: SteadyMono; src: url(steady-mono.woff2); font-weight: 100 900 }
:root { --ops-font: Steady; --ops-font-mono: SteadyMono; background: light-dark(#eef1f4, #05080c) }
body { margin: 0 }
main { display: grid; gap: 16px; padding: 16px }
main > * { min-width: 0 }`;
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'";

/** Serves the page of all states. */
export async function serveStates(): Promise<{ readonly url: (query?: string) => string; close(): void }> {
  const { outputFiles } = await build({ entryPoints: ['test/support/states/page.ts'], absWorkingDir: root, bundle: true, splitting: true, minify: true, ignoreAnnotations: true, format: 'esm', target: 'es2022', outdir: `${root}dist/none`, write: false, logLevel: 'warning' });
  const files = new Map<string, readonly [string, string | Buffer]>(outputFiles.map(({ path, text }) => [basename(path), ['text/javascript', text]]));
  files.set('', ['text/html', html]).set('states.css', ['text/css', css]);
  files.set('steady.woff2', ['font/woff2', await readFile(`${root}node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`)]);
  files.set('steady-mono.woff2', ['font/woff2', await readFile(`${root}node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2`)]);
  const server = createServer(({ url = '/' }, response) => {
    const found = files.get(new URL(url, 'http://x').pathname.slice(1));
    response.writeHead(found ? 200 : 404, { 'content-type': found?.[0] ?? 'text/plain', 'content-security-policy': policy }).end(found?.[1]);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return { url: (query = '') => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${query}`, close: () => void server.close() };
}

/** To be called before a page is opened: it is always the same moment there, so that ages and axes read the same. */
export const stopTime = (page: Page, at = Date.UTC(2026, 0, 14, 9, 41)): Promise<unknown> =>
  page.evaluateOnNewDocument((at: number) => {
    const Real = Date;
    globalThis.Date = new Proxy(Real, {
      construct: (target, args: readonly unknown[]) => Reflect.construct(target, args.length ? args : [at]) as object,
      apply: () => new Real(at).toString(),
      get: (target, name) => (name === 'now' ? () => at : Reflect.get(target, name)),
    });
  }, at);

/** Waits until nothing on the page changes any more: each element has drawn what it knows. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let quiet = 0; quiet < 4; ) {
      const before = document.querySelector('main')!.getBoundingClientRect().height;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
      await Promise.all([...document.querySelectorAll('section > *')].map((element) => (element as unknown as { updateComplete: Promise<unknown> }).updateComplete));
      quiet = document.querySelector('main')!.getBoundingClientRect().height === before ? quiet + 1 : 0;
    }
  });
}
