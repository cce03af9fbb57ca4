import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { distDir } from '../support/demo.ts';
import { drivenPage, type Engine } from '../support/driven-page.ts';
import { eventually } from '../support/eventually.ts';

/** A server of the folder alone, less one file; it notes what is asked for. */
async function serve(missing?: string): Promise<{ readonly url: string; readonly asked: Set<string>; close(): void }> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const path = request.url!;
    if (!path.startsWith('/ops/')) return void response.writeHead(pages[path] ? 200 : 404, { 'content-type': 'text/html' }).end(pages[path]);
    const name = path.slice(5);
    asked.add(name);
    readFile(join(distDir, name === missing ? 'not there' : name)).then(
      (file) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Nothing that could be wrong here is to be judged. */
const page = `<!doctype html><title>Files</title><link rel="icon" href="data:," /><script src="/ops/prescripto-ops.js" data-app="files" data-config='{"health":{"enabled":false},"alerts":{"enabled":false}}'></script>`;
/** In the encoding of old pages, in which scripts without one of their own are read as well, on the rung that runs the worker as such. */
const old = page.replace('<title>', '<meta charset="windows-1252"><title>').replace('<script', '<script>delete window.SharedWorker; delete window.Worker;</script><script');
const pages: Readonly<Record<string, string>> = { '/': page, '/old.html': old };
const always = ['prescripto-ops.insights.js', 'prescripto-ops.js', 'prescripto-ops.worker.js'];
const watchHolds = 'prescripto-ops.watch-holds.js';

describe('files of the folder', () => {
  for (const engine of ['chromium', 'firefox', 'webkit'] as const satisfies readonly Engine[]) {
    test(`a page asks for three, the rest comes when it is needed: ${engine}`, async () => {
      const server = await serve();
      const tab = await drivenPage(engine);
      try {
        await tab.goto(server.url);
        const expected = engine === 'firefox' ? [...always, watchHolds] : always;
        await eventually(() => tab.run(() => window.prescriptoDebug.getStatus()), ({ worker }) => worker.connected, { within: 20_000 });
        await tab.run(() => window.prescriptoOps.log.info('a line'));
        await eventually(async () => [...server.asked], (asked) => asked.length >= expected.length);
        await tab.run(() => new Promise<void>((done) => void setTimeout(done, 1_000)));
        assert.deepEqual([...server.asked].sort(), expected.sort());
        await tab.run(() => window.prescriptoDebug.getErrors().then(() => null));
        assert.deepEqual([...server.asked].filter((name) => !expected.includes(name)), ['prescripto-ops.on-demand.js']);
      } finally {
        await tab.close();
        server.close();
      }
    });

    test(`on a page in another encoding they are read as they were written: ${engine}`, async () => {
      const server = await serve();
      const tab = await drivenPage(engine);
      try {
        await tab.goto(`${server.url}old.html`);
        const { worker } = await eventually(() => tab.run(() => window.prescriptoDebug.getStatus()), ({ worker }) => worker.connected, { within: 20_000 });
        assert.equal(worker.rung, 'page');
        const message = await tab.run(async () => {
          window.prescriptoOps.log.info('long '.repeat(1_000));
          return (await window.prescriptoDebug.getLogs({}))[0]!.message;
        });
        assert.equal(message.at(-1), '\u2026');
      } finally {
        await tab.close();
        server.close();
      }
    });

    if (engine === 'firefox')
      test(`without ${watchHolds} the database is there all the same: ${engine}`, async () => {
        const server = await serve(watchHolds);
        const tab = await drivenPage(engine);
        try {
          await tab.goto(server.url);
          const { runtime } = await eventually(() => tab.run(() => window.prescriptoDebug.getStatus()), ({ worker }) => worker.connected, { within: 20_000 });
          assert.equal(runtime?.store.kind, 'indexeddb');
          assert.ok(server.asked.has(watchHolds));
          assert.equal((await tab.run(() => window.prescriptoOps.errorTracker.getErrorGroups())).length, 0);
        } finally {
          await tab.close();
          server.close();
        }
      });
  }
});
