import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startDemo } from '../../demo/server/server.ts';
import { serve } from './harness.ts';

const folder = await mkdtemp(join(tmpdir(), 'prescripto-'));
await mkdir(join(folder, 'pages'));
await mkdir(join(folder, 'dist', 'elements'), { recursive: true });
await writeFile(join(folder, 'pages', 'index.html'), '<!doctype html><title>Clinic</title>');
await writeFile(join(folder, 'dist', 'prescripto-ops.js'), 'start();');
await writeFile(join(folder, 'dist', 'elements', 'health.js'), 'export {};');
await writeFile(join(folder, 'secret.txt'), 'secret');
after(() => rm(folder, { recursive: true }));

const { call, demo } = await serve({ pagesDir: join(folder, 'pages'), distDir: join(folder, 'dist') });

test('pages and built files come with their types and the strict policy', async () => {
  const page = await call('/');
  assert.equal(page.body['text'], '<!doctype html><title>Clinic</title>');
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  const policy = page.headers.get('content-security-policy') ?? '';
  const { host } = new URL(demo.url);
  for (const part of [`default-src 'none'`, `script-src 'self'`, `style-src 'self'`, `worker-src 'self'`, `connect-src 'self' ws://${host}`, `require-trusted-types-for 'script'`]) assert.ok(policy.includes(part), part);
  const script = await call('/ops/prescripto-ops.js');
  assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  assert.equal(script.headers.get('content-security-policy'), policy);
  assert.equal((await call('/ops/elements/health.js')).status, 200);
});

test('without strictCsp there is no policy', async () => {
  const other = await startDemo({ dataFile: ':memory:', pagesDir: join(folder, 'pages'), strictCsp: false });
  assert.equal((await fetch(other.url)).headers.get('content-security-policy'), null);
  await other.close();
});

test('a file that is known is not sent again, until it changes', async () => {
  const first = await call('/ops/prescripto-ops.js');
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  const etag = first.headers.get('etag') ?? '';
  const again = () => call('/ops/prescripto-ops.js', undefined, { headers: { 'if-none-match': etag } });
  assert.equal((await again()).status, 304);
  await writeFile(join(folder, 'dist', 'prescripto-ops.js'), 'startAgain();');
  assert.deepEqual([(await again()).status, (await again()).body['text']], [200, 'startAgain();']);
});

test('nothing outside the folders is served', async () => {
  // fetch would tidy the path up before it sends it.
  const raw = (path: string) =>
    new Promise<number | undefined>((done, fail) => {
      request(demo.url, { path }, (response) => done(response.resume().statusCode)).on('error', fail).end();
    });
  for (const path of ['/../secret.txt', '/ops/..%2f..%2fsecret.txt', '/ops/%2e%2e/%2e%2e/secret.txt', '/..%5csecret.txt', '/nothing.js', '//ops/prescripto-ops.js', '/elements', '/%E0%A4%A', '/a%00b', '/ops/elements']) assert.equal(await raw(path), 404, path);
  assert.equal((await call('/', undefined, { method: 'POST' })).status, 405);
});
