import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { distDir, opsPage } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, throwIn } from '../support/ops-page.ts';
import { rungs } from '../support/rungs.ts';

/** SPEC §6, word for word. */
const policy = `default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; require-trusted-types-for 'script'`;

declare global {
  interface Window {
    violations: string[];
  }
}

/** Serves the build, one page and a backend that takes everything, each answer under the policy. An origin a start. */
async function serveStrictly() {
  const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };
  const files: Readonly<Record<string, string>> = {
    // Without the icon: the policy allows no images.
    '/page.html': opsPage({ attributes: { 'data-config': '{"health":{"confirmAfter":[100]}}' }, body: '<ops-health></ops-health><ops-alerts></ops-alerts><ops-errors></ops-errors>' }).replace(/<link[^>]*>/, ''),
    '/throws.js': `addEventListener('test:throw', ({ detail: { name, message } }) => { throw Object.assign(new Error(message), { name }); });`,
  };
  const posted: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://strict.invalid');
    const send = (code: number, type: string, body: string | Buffer) => response.writeHead(code, { 'content-security-policy': policy, 'content-type': type }).end(body);
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        posted.push(`${pathname} ${request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString()}`);
        send(202, 'application/json', '{}');
      });
    } else if (pathname === '/api/health') send(200, 'application/health+json', '{"status":"pass","checks":{"database":[{"status":"pass"}]}}');
    else if (files[pathname]) send(200, types[extname(pathname)]!, files[pathname]);
    else
      readFile(join(distDir, pathname.replace(/^\/ops\//, ''))).then(
        (content) => send(200, types[extname(pathname)] ?? 'application/octet-stream', content),
        () => send(404, 'text/plain', `nothing here: ${pathname}`),
      );
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page.html`,
    posted: () => posted,
    close: () => new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}

const keepViolations = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => window.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`));
  });

describe('under the strict content security policy with Trusted Types', () => {
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  for (const { rung, reason, prepare } of rungs) {
    test(`everything works on the rung "${rung}" without a violation`, async (context) => {
      const server = await serveStrictly();
      context.after(() => server.close());
      const { page, problems } = await browser.open(server.url, async (page) => {
        await prepare(page);
        await keepViolations(page);
      });
      const { worker } = await connected(page);
      assert.equal(worker.rung, rung);
      assert.match(worker.reason, reason);

      // All elements, with their details open.
      await throwIn(page, 'under the policy', 'StrictError');
      const { signature } = await group(page, 'StrictError: under the policy');
      await page.evaluate(() => window.prescriptoOps.log.security('suspicious_login_attempt', { attempts: 5 }));
      await page.locator(`ops-errors >>> .row[data-key="${signature}"]`).click();
      await page.locator('ops-errors >>> .detail .event').wait();
      await page.locator('ops-alerts >>> .row').click();
      await page.locator('ops-alerts >>> .detail').wait();
      await page.evaluate(() => window.prescriptoOps.healthCheckService.forceHealthCheck('database_connectivity'));
      await page.locator('ops-health >>> .row[data-key=database_connectivity]').click();
      await page.locator('ops-health >>> .detail').wait();
      const styled = await page.$$eval('ops-health, ops-alerts, ops-errors', (hosts) => hosts.map((host) => getComputedStyle(host.shadowRoot!.querySelector('[part=base]')!).borderTopWidth));
      assert.deepEqual(styled, ['1px', '1px', '1px'], 'they wear their styles');

      // What runs in the worker may reach the backend.
      await page.evaluate(() => window.prescriptoDebug.flush());
      await eventually(server.posted, (posts) => posts.some((post) => post.startsWith('/api/errors ') && post.includes('under the policy')));
      assert.deepEqual(await page.evaluate(() => window.violations), []);
      assert.deepEqual(problems().filter((line) => !line.includes('under the policy')), []);

      // The policy is in force, and this page would have heard of it.
      await page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'b { color: red }' })));
      await eventually(() => page.evaluate(() => window.violations), (violations) => violations.some((violation) => violation.startsWith('style-src')));
      await group(page, 'SecurityPolicyViolation');
    });
  }
});
