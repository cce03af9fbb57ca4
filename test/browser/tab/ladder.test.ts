import { expect } from 'chai';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { currentClient } from '../../../src/tab/client.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { start, until, workerUrl } from './support.ts';

const globals = window as unknown as Record<string, unknown>;
const { SharedWorker: shared, Worker: dedicated } = globals;
const runtimeKey = Symbol.for('prescripto-ops.runtime/1');

async function rung() {
  await until(() => currentClient()?.connection === 'connected', 'a connection', 14_000);
  return (await theAgent().status()).worker;
}

async function stopped(): Promise<void> {
  stopOps();
  await until(() => currentClient()?.connection === 'disconnected', 'the end');
}

async function script(src: string): Promise<void> {
  const element = Object.assign(document.createElement('script'), { src });
  await new Promise((done) => {
    element.onload = done;
    document.head.append(element);
  });
}

describe('the ladder', () => {
  // What other pages of the origin left behind would be handed over, and counted.
  before(() => Object.keys(localStorage).filter((key) => key.startsWith('prescripto-ops:spill')).forEach((key) => localStorage.removeItem(key)));
  afterEach(async () => {
    await stopped();
    Object.assign(globals, { SharedWorker: shared, Worker: dedicated });
  });

  it('takes a dedicated worker where there is no SharedWorker, and says why', async () => {
    delete globals['SharedWorker'];
    start(workerUrl('ladder-dedicated'));
    const worker = await rung();
    expect(worker.rung).to.equal('dedicated');
    expect(worker.reason).to.contain('SharedWorker');
    log.info('x');
    expect(((await log.query()) as unknown[])[1]).to.equal(1);
  });

  it('takes the page where there is no worker at all', async () => {
    delete globals['SharedWorker'];
    delete globals['Worker'];
    await script('/node_modules/comlink/dist/umd/comlink.js');
    start(workerUrl('ladder-page'));
    expect((await rung()).rung).to.equal('page');
    log.info('x');
    expect(((await log.query()) as unknown[])[1]).to.equal(1);
    delete (globalThis as Record<symbol, unknown>)[runtimeKey];
  });

  it('does not wait for ever for a shared worker that says nothing', async () => {
    start(workerUrl('ladder-silent', '&silent'));
    await until(async () => (await theAgent().status()).worker.rung === 'none');
    await stopped();
    start(workerUrl('ladder-after'));
    expect((await rung()).rung).to.equal('shared');
  });

  it('a missing worker file: one message that names it and what to do, the page unharmed, nothing lost', async function () {
    this.timeout(30_000);
    const messages: string[] = [];
    const { error } = console;
    console.error = (text: unknown) => void messages.push(String(text));
    let thrown = 0;
    const count = (): void => void thrown++;
    addEventListener('error', count);
    addEventListener('unhandledrejection', count);
    start(`${location.origin}/no/such/worker.js`);
    log.info('accepted');
    await until(() => messages[0], 'the message');
    await new Promise((done) => setTimeout(done, 6000));
    console.error = error;
    expect(messages).to.have.length(1);
    expect(messages[0]).to.contain('/no/such/worker.js').and.contain('data-worker');
    expect(thrown).to.equal(0);
    expect((await theAgent().status()).worker).to.include({ rung: 'none', connected: false });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    const spilled = localStorage.getItem(`prescripto-ops:spill:${theAgent().tabId}`);
    expect(spilled).to.contain('accepted');
    localStorage.removeItem(`prescripto-ops:spill:${theAgent().tabId}`);
  });
});
