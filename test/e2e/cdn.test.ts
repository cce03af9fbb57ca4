import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { opsPage, testDemos } from '../support/demo.ts';
import { drivenPage, type Engine } from '../support/driven-page.ts';
import { eventually } from '../support/eventually.ts';

describe('the files on another origin, as on a CDN', () => {
  const demos = testDemos();

  for (const engine of ['chromium', 'firefox', 'webkit'] as const satisfies readonly Engine[])
    test(`a file of one line on the page's own origin makes a shared worker of them: ${engine}`, async () => {
      const cdn = await demos.start();
      const demo = await demos.start({
        strictCsp: false,
        pages: {
          'from-cdn.html': opsPage({ attributes: { 'data-worker': '/ops-worker.js' } }).replace('src="/ops/', `crossorigin src="${cdn.url('ops/')}`),
          'without.html': opsPage().replace('src="/ops/', `crossorigin src="${cdn.url('ops/')}`),
          'ops-worker.js': `importScripts('${cdn.url('ops/prescripto-ops.worker.js')}');\n`,
        },
      });
      const page = await drivenPage(engine);
      try {
        const status = () => page.run(() => window.prescriptoDebug.getStatus());
        await page.goto(demo.url('from-cdn.html'));
        const { worker, runtime } = await eventually(status, ({ worker }) => worker.connected, { within: 20_000 });
        assert.deepEqual([worker.rung, worker.reason, runtime?.store.kind], ['shared', '', 'indexeddb']);
        await page.run(() => void dispatchEvent(new CustomEvent('test:throw', { detail: { name: 'CdnError', message: 'seen from afar' } })));
        await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'CdnError'));

        // Without it no worker can be made, and the page itself does the work.
        await page.goto(demo.url('without.html'));
        const below = await eventually(status, ({ worker }) => worker.connected, { within: 30_000 });
        assert.equal(below.worker.rung, 'page');
        assert.match(below.worker.reason, /^shared: .+; dedicated: .+; $/);
      } finally {
        await page.close();
      }
    });
});
