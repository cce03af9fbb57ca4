import { expect } from 'chai';
import type { OpsClient } from '../../../src/tab/client.ts';
import { clientKey } from '../../../src/tab/client.ts';
import { sharedRuntime, until, workerUrl } from './support.ts';

/** The built file, as a page would load it. */
const file = '/dist/prescripto-ops.js';
const url = workerUrl('script-tag');
const runtime = sharedRuntime(url);

type Page = Window & typeof globalThis & { prescriptoOps: Record<string, unknown>; prescriptoDebug: Record<string, (...args: unknown[]) => unknown> & { services: object }; [clientKey]: OpsClient };

/** A page of its own, with what its console and its window reported. */
async function page(attributes: string, { body = '', head = '' } = {}): Promise<{ window: Page; messages: string[]; uncaught: string[]; remove(): void }> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const window = frame.contentWindow as Page;
  const messages: string[] = [];
  const uncaught: string[] = [];
  window.console.error = (...args: unknown[]) => void messages.push(args.join(' '));
  window.addEventListener('error', (event) => uncaught.push(String(event.message)));
  const { document: inner } = window;
  inner.head.innerHTML = head;
  inner.body.innerHTML = body;
  const script = inner.createElement('script');
  script.src = file;
  for (const [, name, value] of attributes.matchAll(/([\w-]+)='([^']*)'/g)) script.setAttribute(name!, value!);
  await new Promise((done, fail) => {
    script.onload = done;
    script.onerror = () => fail(new Error(`${file} is missing: npm run build`));
    inner.head.append(script);
  });
  return { window, messages, uncaught, remove: () => frame.remove() };
}

describe('the script tag', () => {
  it('starts with its attributes, its inline JSON and the worker that it names', async () => {
    const { window, messages, remove } = await page(`data-app='clinic' data-release='1.4.2' data-worker='${url}' data-config='{"environment":"staging","capture":{"api":false}}'`);
    const { prescriptoOps: ops, prescriptoDebug: debug } = window;
    expect(Object.keys(ops)).to.include.members(['startOps', 'stopOps', 'log', 'errorTracker', 'captureError', 'captureException', 'captureMessage', 'setUser', 'setContext', 'alertingService', 'healthCheckService', 'performanceMonitor', 'privacy']);
    expect(Object.keys(debug)).to.include.members(['getMetrics', 'getVitals', 'getErrors', 'getHealth', 'exportLogs', 'getAlerts', 'getLogs', 'getStatus', 'flush', 'services', 'help']);
    await until(async () => ((await debug['getStatus']!()) as { worker: { connected: boolean } }).worker.connected);
    const hellos = (await runtime.test.read('hellos')) as { options: object }[];
    expect(hellos.at(-1)!.options).to.deep.include({ app: 'clinic', release: '1.4.2', environment: 'staging', workerUrl: url });
    expect(messages).to.deep.equal([]);
    remove();
  });

  it('reads its options from a script element', async () => {
    const { window, remove } = await page(`data-worker='${url}' data-config='#ops'`, { head: '<script type="application/json" id="ops">{"app":"by-id","capture":{"api":false}}</script>' });
    await until(() => window[clientKey].connection === 'connected');
    expect(((await runtime.test.read('hellos')) as { options: object }[]).at(-1)!.options).to.include({ app: 'by-id' });
    remove();
  });

  for (const [what, attributes, part] of [
    ['a malformed data-config', `data-config='{oops'`, 'data-config {oops: no JSON'],
    ['an unknown option', `data-config='{"colour":1}'`, '"colour"'],
    ['a wrong consent', `data-consent='maybe'`, '"consent": expected "granted" | "pending" | "denied", got "maybe"'],
    ['a data-config that names nothing', `data-config='#nowhere'`, 'data-config #nowhere'],
  ] as const)
    it(`${what}: one message, and the page lives on`, async () => {
      const { window, messages, uncaught, remove } = await page(attributes);
      await until(() => messages[0], 'the message');
      expect(messages).to.have.length(1);
      expect(messages[0]).to.contain('prescripto-ops').and.contain(part);
      expect(uncaught).to.deep.equal([]);
      (window.prescriptoOps['log'] as { info(text: string): void }).info('still there');
      remove();
    });

  it('twice on a page is one agent, silently', async () => {
    const { window, messages, remove } = await page(`data-worker='${url}' data-app='once'`);
    const client = window[clientKey];
    const again = window.document.createElement('script');
    again.src = `${file}?second`;
    await new Promise((done) => {
      again.onload = done;
      window.document.head.append(again);
    });
    expect(window[clientKey]).to.equal(client);
    await until(() => client.connection === 'connected');
    expect(((await runtime.test.read('hellos')) as { options: { app: string } }[]).filter(({ options }) => options.app === 'once')).to.have.length(1);
    expect(messages).to.deep.equal([]);
    remove();
  });

  it('loads the chunk of an element when there is one, and only then', async () => {
    const { window, remove } = await page(`data-worker='${url}'`);
    const chunks = (): string[] => [...window.document.querySelectorAll<HTMLScriptElement>('script[type=module]')].map(({ src }) => new URL(src).pathname);
    expect(chunks()).to.deep.equal([]);
    window.document.body.innerHTML = '<div><ops-health></ops-health></div><ops-unknown></ops-unknown>';
    await until(() => chunks().length);
    window.document.body.append(window.document.createElement('ops-health'));
    await new Promise((done) => setTimeout(done, 200));
    expect(chunks()).to.deep.equal(['/dist/elements/ops-health.js']);
    remove();
  });

  it('help prints what there is', async () => {
    const { window, remove } = await page(`data-worker='${url}'`);
    const printed: unknown[] = [];
    window.console.log = (text: unknown) => void printed.push(text);
    window.console.table = (rows: unknown) => void printed.push(rows);
    window.prescriptoDebug['help']!();
    await until(() => JSON.stringify(printed).includes('acknowledgeAlert'), 'what the runtime has');
    expect(JSON.stringify(printed)).to.contain('getHealth').and.contain('withCorrelation').and.contain('getCoreWebVitals');
    remove();
  });
});
