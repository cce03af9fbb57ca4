import { expect } from 'chai';
import type { Batch, Signal } from '../../../src/contract/signal.ts';
import type { Hello } from '../../../src/contract/runtime-api.ts';
import { alertingService } from '../../../src/tab/services/AlertingService.ts';
import { captureError, errorTracker } from '../../../src/tab/services/ErrorTrackingService.ts';
import { healthCheckService } from '../../../src/tab/services/HealthCheckService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { currentClient } from '../../../src/tab/client.ts';
import { startOps } from '../../../src/tab/start-ops.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('connection');
const runtime = sharedRuntime(url);

/** Of this page: it also hands over what pages of other tests left behind, at any moment. */
const batches = async (): Promise<Batch[]> => ((await runtime.test.read('batches')) as Batch[]).filter(({ client }) => client.tabId === theAgent().tabId);
const received = async (): Promise<Signal[]> => (await batches()).flatMap(({ signals }) => signals);

describe('the tab and its runtime', () => {
  before(async function () {
    this.timeout(60_000);
    log.info('before start');
    // A worker that a busy machine is slow to start would be stepped over: that is another file's subject.
    await runtime.test.read('mode');
    start(url);
  });
  after(() => stopOps());

  it('says who it is, then sends what was captured before it was started', async () => {
    const signals = await until(async () => (await received()).some((signal) => signal.kind === 'log' && signal.message === 'before start') && (await received()));
    // The worker outlives pages of earlier runs.
    const hello = ((await runtime.test.read('hellos')) as Hello[]).find(({ client }) => client.tabId === theAgent().tabId)!;
    expect(hello.options.app).to.equal('test');
    expect(hello.base).to.equal(document.baseURI);
    expect(signals[0]!.scope.sessionId).to.equal((await theAgent().status()).tab.sessionId);
    expect((await theAgent().status()).worker).to.include({ rung: 'shared', reason: '', connected: true, build: 'test' });
  });

  it('reads after what was written before', async () => {
    log.info('written');
    const [, taken] = (await log.query({ text: 'x' })) as unknown as [unknown, number];
    expect(taken).to.be.greaterThan(0);
    const all = await received();
    expect(all.some((signal) => signal.kind === 'log' && signal.message === 'written')).to.equal(true);
  });

  it('sends a loop of a thousand errors in order, once each, in few batches', async () => {
    const before = (await batches()).length;
    for (let i = 0; i < 1000; i++) captureError(new Error(`loop ${i}`));
    await log.flush();
    const sent = (await batches()).slice(before);
    const messages = sent.flatMap(({ signals }) => signals).flatMap((signal) => (signal.kind === 'error' ? [signal.error.message] : []));
    expect(messages).to.deep.equal(Array.from({ length: 1000 }, (_, i) => `loop ${i}`));
    expect(sent.length).to.be.lessThan(12);
    for (const { signals } of sent) expect(signals.length).to.be.at.most(200);
  });

  it('unwraps results, rejects with the reason of a refusal and with what the runtime throws', async () => {
    expect(await alertingService.triggerAlert('some')).to.deep.equal({ alertId: 'some' });
    const refused = await alertingService.triggerAlert('none').then(() => '', (error: Error) => error.message);
    expect(refused).to.equal('no alert "none"');
    const thrown = await errorTracker.getErrorStats().then(() => null, (error: unknown) => error);
    expect(thrown).to.be.instanceOf(Error).and.include({ message: 'broken', name: 'RangeError' });
    expect(await alertingService.getActiveAlerts('system', 'HIGH')).to.deep.equal(['system', 'HIGH']);
  });

  it('gives elements a client that calls, and tells of a topic', async () => {
    const client = currentClient()!;
    expect(client.connection).to.equal('connected');
    expect(await client.api.alerts.getActiveAlerts('a')).to.deep.equal(['a']);
    let told = 0;
    const end = client.subscribe('health', () => told++);
    await runtime.test.notify('errors');
    await runtime.test.notify('health');
    await until(() => told);
    end();
    await runtime.test.notify('health');
    await runtime.test.read('mode');
    expect(told).to.equal(1);
  });

  it('dispatches the events of the runtime on window, in order and once', async () => {
    const seen: unknown[] = [];
    addEventListener('alert.triggered', (event) => seen.push((event as CustomEvent).detail));
    await runtime.test.set('events', [1, 2, 3].map((detail) => ({ name: 'alert.triggered', detail })));
    await runtime.test.notify('events');
    await runtime.test.notify('events');
    await until(() => seen.length === 3);
    await runtime.test.notify('events');
    await log.flush();
    expect(seen).to.deep.equal([1, 2, 3]);
  });

  it('runs a registered check in this tab when the runtime asks for it', async () => {
    let runs = 0;
    await healthCheckService.registerHealthCheck({ id: 'mine', check: () => (runs++, { status: 'DEGRADED', message: 'slow', metadata: { node: document.body } }) });
    const { tabId } = theAgent();
    const deadline = Date.now() + 5000;
    await runtime.test.set('tasks', [
      { id: 't1', tabId, kind: 'check', checkId: 'mine', action: '', createdAt: 0, deadline },
      { id: 't2', tabId: 'other', kind: 'check', checkId: 'mine', action: '', createdAt: 0, deadline },
    ]);
    await runtime.test.notify('tasks');
    await runtime.test.notify('tasks');
    const results = (await until(async () => {
      const list = (await runtime.test.read('results')) as unknown[];
      return list[0] && list;
    })) as { metadata: unknown }[];
    expect(runs).to.equal(1);
    expect(results[0]).to.include({ taskId: 't1', status: 'DEGRADED', message: 'slow' });
    expect(results[0]!.metadata).to.deep.equal({ node: 'body' });
  });

  it('registers a URL as one of the page, and leaves what is none to the runtime', async () => {
    const register = (url: string) => healthCheckService.registerHealthCheck({ id: 'ready', url }) as Promise<unknown>;
    expect(await register('/ready?deep')).to.include({ id: 'ready', name: 'ready', tier: 'normal', url: `${location.origin}/ready?deep` });
    expect(await register('https://lab.example/')).to.include({ url: 'https://lab.example/' });
    expect(await register('https://')).to.include({ url: 'https://' });
  });

  it('keeps what a failing runtime does not take, and sends it again', async () => {
    await runtime.test.set('mode', 'refuse');
    log.info('refused first');
    await until(async () => (await theAgent().status()).tab.unacknowledged);
    await runtime.test.set('mode', 'ok');
    await log.flush();
    expect((await received()).filter((signal) => signal.kind === 'log' && signal.message === 'refused first')).to.have.length(1);
    expect((await theAgent().status()).tab).to.include({ unacknowledged: 0, queued: 0 });
  });

  it('is told when the page is hidden, because a hidden page does not beat', async () => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await until(async () => ((await runtime.test.read('beats')) as { visible: boolean }[]).some(({ visible }) => !visible), 'a beat');
    delete (document as { hidden?: boolean }).hidden;
    document.dispatchEvent(new Event('visibilitychange'));
    await until(async () => ((await runtime.test.read('beats')) as { visible: boolean }[]).at(-1)!.visible, 'a beat');
  });

  it('skips a recovery whose precondition does not hold', async () => {
    let runs = 0;
    await healthCheckService.registerRecovery('mine', { id: 'restart', precondition: () => false, run: () => void runs++ });
    const { tabId } = theAgent();
    await runtime.test.set('results', []);
    await runtime.test.set('tasks', [{ id: 't3', tabId, kind: 'recovery', checkId: 'mine', action: 'restart', createdAt: 0, deadline: Date.now() + 5000 }]);
    await runtime.test.notify('tasks');
    const [result] = await until(async () => {
      const list = (await runtime.test.read('results')) as { status: string; message: string }[];
      return list[0] && list;
    });
    expect(result).to.include({ taskId: 't3', status: 'UNKNOWN' });
    expect(result!.message).to.contain('skipped');
    expect(runs).to.equal(0);
  });

  it('says that a recovery failed which ran and, by its own account, did not help', async () => {
    await healthCheckService.registerRecovery('mine', { id: 'renew', run: () => undefined, verify: async () => false });
    const { tabId } = theAgent();
    await runtime.test.set('results', []);
    await runtime.test.set('tasks', [{ id: 't4', tabId, kind: 'recovery', checkId: 'mine', action: 'renew', createdAt: 0, deadline: Date.now() + 5000 }]);
    await runtime.test.notify('tasks');
    const [result] = await until(async () => {
      const list = (await runtime.test.read('results')) as { status: string; message: string }[];
      return list[0] && list;
    });
    expect(result).to.include({ taskId: 't4', status: 'UNHEALTHY' });
  });

  it('connects anew and sends again when nothing answers', async function () {
    this.timeout(60_000);
    await runtime.test.set('mode', 'hang');
    const hellos = ((await runtime.test.read('hellos')) as unknown[]).length;
    log.info('into the void');
    await until(async () => ((await runtime.test.read('hellos')) as unknown[]).length > hellos, 'a second hello', 25_000);
    await runtime.test.set('mode', 'ok');
    await until(async () => (await received()).some((signal) => signal.kind === 'log' && signal.message === 'into the void'), 'the log', 25_000);
  });

  it('says hello again, and sends again, to a runtime that has started anew', async function () {
    this.timeout(60_000);
    const hellos = ((await runtime.test.read('hellos')) as unknown[]).length;
    await runtime.test.set('otherBoot', 'b2');
    await until(async () => ((await runtime.test.read('hellos')) as unknown[]).length > hellos, 'a hello', 25_000);
    await runtime.test.set('otherBoot', undefined);
    log.info('after the restart');
    await log.flush();
    expect((await received()).filter((signal) => signal.kind === 'log' && signal.message === 'after the restart')).to.have.length(1);
  });

  it('a second start changes nothing, and a wrong option throws all the same', async () => {
    const hellos = ((await runtime.test.read('hellos')) as unknown[]).length;
    startOps({ app: 'another' });
    expect(() => startOps({ capture: { api: 'patch' as never } })).to.throw(TypeError, '"capture.api": expected "wrap" | "observe" | false, got "patch"');
    expect(((await runtime.test.read('hellos')) as unknown[]).length).to.equal(hellos);
  });

  it('stops with everything delivered, says goodbye, and starts again', async () => {
    log.warn('last words');
    stopOps();
    await until(async () => ((await runtime.test.read('byes')) as unknown[]).length, 'bye');
    expect((await received()).some((signal) => signal.kind === 'log' && signal.message === 'last words')).to.equal(true);
    expect(currentClient()!.connection).to.equal('disconnected');
    start(url);
    log.info('back');
    await log.flush();
    expect((await received()).some((signal) => signal.kind === 'log' && signal.message === 'back')).to.equal(true);
  });
});
