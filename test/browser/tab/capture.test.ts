import { expect } from 'chai';
import type { ErrorSignal, LogSignal, MetricSignal, Signal } from '../../../src/contract/signal.ts';
import { captureException, captureMessage, errorTracker, setContext, setUser } from '../../../src/tab/services/ErrorTrackingService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { performanceMonitor } from '../../../src/tab/services/PerformanceMonitoringService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { engine } from '../../support/engine.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('capture');
const runtime = sharedRuntime(url);
const all = async (): Promise<Signal[]> => {
  await log.flush();
  return received(runtime);
};
const errors = async (text: string): Promise<ErrorSignal[]> => (await all()).filter((signal): signal is ErrorSignal => signal.kind === 'error' && signal.error.message.includes(text));
const logs = async (text: string): Promise<LogSignal[]> => (await all()).filter((signal): signal is LogSignal => signal.kind === 'log' && signal.message.includes(text));
const crumbs = async () => (await all()).flatMap((signal) => (signal.kind === 'breadcrumb' ? [signal.crumb] : []));

/** Mocha listens too, and would fail the test. */
async function uncaught(run: () => void): Promise<void> {
  const { onerror, onunhandledrejection } = window;
  window.onerror = () => true;
  window.onunhandledrejection = (event) => event.preventDefault();
  const stop = (event: Event): void => event.stopImmediatePropagation();
  addEventListener('error', stop);
  addEventListener('unhandledrejection', stop);
  setTimeout(run);
  await new Promise((done) => setTimeout(done, 100));
  removeEventListener('error', stop);
  removeEventListener('unhandledrejection', stop);
  Object.assign(window, { onerror, onunhandledrejection });
}

describe('what the tab observes', () => {
  before(async () => {
    const native = console.error;
    start(url, { capture: { console: true } });
    await until(() => console.error !== native, 'console capture');
  });
  after(() => stopOps());

  it('uncaught errors and rejections, with any reason', async () => {
    await uncaught(() => {
      throw new TypeError('thrown 1');
    });
    await uncaught(() => void Promise.reject(new RangeError('thrown 2')));
    await uncaught(() => void Promise.reject('thrown 3'));
    expect((await errors('thrown')).map(({ error, mechanism, handled }) => [error.name, mechanism, handled])).to.deep.equal([
      ['TypeError', 'onerror', false],
      ['RangeError', 'onunhandledrejection', false],
      ['Error', 'onunhandledrejection', false],
    ]);
  });

  it('the same error object once, however often it comes, under one id', async () => {
    const error = new Error('seen twice');
    const id = captureException(error, { component: 'Booking', severity: 'LOW' });
    expect(captureException(error)).to.equal(id);
    console.error('failed:', error);
    await uncaught(() => {
      throw error;
    });
    const [found, ...more] = await errors('seen twice');
    expect(more).to.deep.equal([]);
    expect(found).to.deep.include({ mechanism: 'manual', handled: true, severity: 'LOW', context: { component: 'Booking' } });
    expect(id).to.equal(`error_${found!.at}_${theAgent().tabId}-${found!.seq.toString(36)}`);
    expect((await theAgent().status()).tab.dropped.duplicate).to.be.at.least(3);
  });

  it('resources that fail to load, and policy violations as security', async () => {
    const image = new Image();
    image.id = 'logo';
    image.src = '/no/such/logo.png';
    document.body.append(image);
    await until(async () => (await errors('logo.png'))[0]);
    expect((await errors('logo.png'))[0]).to.deep.include({ mechanism: 'resource', handled: false });
    document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', { effectiveDirective: 'script-src-elem', violatedDirective: 'script-src', blockedURI: 'https://evil.example/x.js', documentURI: location.href, originalPolicy: '', disposition: 'enforce', statusCode: 200 }));
    expect((await errors('evil.example'))[0]).to.include({ mechanism: 'csp', handled: false });
  });

  it('messages with their level, of which the runtime makes a severity', async () => {
    captureMessage('unusual', 'WARNING', { count: 15 });
    expect((await errors('unusual'))[0]).to.deep.include({ severity: 'WARNING', mechanism: 'message', context: { count: 15 } });
  });

  it('clicks by selector, never by text, and moves within the page', async () => {
    document.body.insertAdjacentHTML('beforeend', '<button id="pay" class="primary big"><b>Pay 12 for Ann</b></button>');
    document.querySelector<HTMLElement>('#pay b')!.click();
    const before = location.href;
    history.pushState(null, '', '#step-2');
    // Where there is no Navigation API the move is seen at the next click, and stands before it.
    document.querySelector<HTMLElement>('#pay')!.click();
    const seen = await until(async () => {
      const list = await crumbs();
      return list.some(({ category }) => category === 'navigation') && list;
    });
    expect(seen.find(({ category }) => category === 'ui')).to.include({ message: 'click button#pay.primary.big' });
    expect(seen.find(({ category }) => category === 'navigation')!.message).to.equal(`${before} → ${location.href}`);
    expect(seen.map(({ category }) => category).filter((category) => category === 'ui' || category === 'navigation')).to.deep.equal(['ui', 'navigation', 'ui']);
    log.info('on step 2');
    expect((await logs('on step 2'))[0]!.scope.url).to.equal(location.href);
    history.replaceState(null, '', before);
  });

  it('logs with the context and correlation of their logger, the user and the context of their moment', async () => {
    setUser('u1', { plan: 'premium' });
    setContext({ feature: 'booking' });
    const child = log.child({ component: 'api' }).withCorrelation('c1');
    child.info('child entry', { component: 'own', step: 1 });
    child.error('child failed', new Error('why'), { step: 2 });
    log.userAction('appointment_booked', { duration: 30 });
    log.performance('api_time', 1250, { method: 'POST' });
    log.business('payment_failed');
    log.security('suspicious');
    log.debug('not in production');
    log.info('no object', 'a text' as never);
    expect((await logs('child entry'))[0]).to.deep.include({ level: 'INFO', correlationId: 'c1', context: { component: 'own', step: 1 } });
    expect((await logs('child entry'))[0]!.scope).to.deep.include({ user: { id: 'u1', profile: { plan: 'premium' } }, context: { feature: 'booking' } });
    expect((await logs('child failed'))[0]).to.deep.include({ level: 'ERROR', context: { component: 'api', step: 2 } });
    expect((await logs('child failed'))[0]!.error).to.include({ message: 'why' });
    expect((await logs('api_time'))[0]).to.deep.include({ type: 'performance', context: { method: 'POST', value: 1250 } });
    expect([(await logs('appointment_booked'))[0]!.type, (await logs('payment_failed'))[0]!.type, (await logs('suspicious'))[0]!.type]).to.deep.equal(['user_action', 'business', 'security']);
    expect(await logs('not in production')).to.deep.equal([]);
    expect((await logs('no object'))[0]!.context).to.deep.equal({ value: 'a text' });
  });

  it('vitals, timings, resources, marks and measures', async () => {
    performanceMonitor.mark('form-start');
    performanceMonitor.measure('form', 'form-start');
    performanceMonitor.measure('none', 'no-such-mark');
    performanceMonitor.recordMetric('queue', 3, { unit: 'items', tags: { desk: 1 } });
    const seen = await until(async () => {
      const list = await all();
      return list.some((signal) => signal.kind === 'vital' && signal.name === 'TTFB') && list;
    });
    const metrics = seen.filter((signal): signal is MetricSignal => signal.kind === 'metric');
    expect(metrics.map(({ name }) => name)).to.include.members(['form-start', 'form', 'queue', 'navigation']);
    const { value, tags } = metrics.find(({ name }) => name === 'navigation')!;
    expect(value).to.be.greaterThan(0);
    expect(tags).to.include.keys('startTime', 'domainLookupStart', 'domainLookupEnd', 'connectStart', 'connectEnd', 'requestStart', 'responseStart', 'responseEnd', 'domContentLoadedEventEnd', 'loadEventEnd');
    expect(tags!['responseStart']).to.be.a('number');
    const memory = metrics.find(({ name }) => name === 'memory_usage');
    if (engine.heap) expect(memory!.tags!['limit']).to.be.greaterThan(0);
    else expect(memory, 'no heap to see').to.equal(undefined);
    await until(async () => (await all()).some(({ kind }) => kind === 'resources'));
  });

  it('resources that come one by one go together, each once; those of the last moment when the page is hidden', async () => {
    const load = async (name: string): Promise<void> => {
      const observed = new Promise<void>((done) => {
        const observer = new PerformanceObserver((list) => {
          if (!list.getEntries().some((entry) => entry.name.endsWith(name))) return;
          observer.disconnect();
          done();
        });
        observer.observe({ type: 'resource' });
      });
      new Image().src = `/demo/pages/favicon.svg?${name}`;
      await observed;
    };
    const seen = async () => (await all()).flatMap((signal) => (signal.kind === 'resources' ? [signal.entries.map(([name]) => name).filter((name) => /gathered|at-last/.test(name))] : [])).filter((names) => names[0]);
    const names = Array.from({ length: 30 }, (_, at) => `gathered-${at}`);
    for (const name of names) await load(name);
    const signals = await until(async () => ((await seen()).flat().length >= names.length) && (await seen()));
    expect(signals.flat().map((url) => url.split('?')[1])).to.have.members(names);
    expect(signals.length, 'signals').to.be.lessThan(names.length / 2);

    await load('at-last');
    document.dispatchEvent(new Event('visibilitychange'));
    expect((await seen()).flat().some((url) => url.endsWith('at-last'))).to.equal(true);
  });

  it('a listener of the page that throws at every error does not make errors for ever', async () => {
    addEventListener('error.captured', () => {
      throw new Error('from a listener');
    }, { once: true });
    await runtime.test.set('events', [{ name: 'error.captured', detail: {} }]);
    await uncaught(() => void runtime.test.notify('events'));
    expect((await theAgent().status()).tab.dropped.ignored).to.equal(1);
    expect((await errors('from a listener')).filter(({ mechanism }) => mechanism === 'onerror')).to.deep.equal([]);
  });

  it('nothing that it is given makes it throw', async () => {
    const hostile = new Proxy({}, { get: () => { throw new Error('no'); }, ownKeys: () => { throw new Error('no'); } }) as never;
    for (const odd of [undefined, null, 0, hostile, Symbol('x'), () => 1, document.body] as never[]) {
      log.info(odd, odd);
      log.error(odd, odd, odd);
      log.performance(odd, odd, odd);
      log.business(odd, odd);
      log.child(odd).info('x');
      log.setUser(odd, odd);
      captureException(odd, odd);
      captureMessage(odd, odd, odd);
      errorTracker.addBreadcrumb(odd);
      errorTracker.setContext(odd);
      performanceMonitor.mark(odd);
      performanceMonitor.measure(odd, odd, odd);
      performanceMonitor.recordMetric(odd, odd, odd);
    }
    await log.flush();
    expect((await theAgent().status()).tab).to.include({ unacknowledged: 0 });
  });

  it('drops what comes first to go when nobody takes it, and counts it', async () => {
    await runtime.test.set('mode', 'refuse');
    for (let i = 0; i < 100; i++) errorTracker.addBreadcrumb({ message: `crumb ${i}` });
    for (let i = 0; i < 2000; i++) log.info('flood');
    captureException(new Error('kept in the flood'));
    expect((await theAgent().status()).tab.unacknowledged).to.equal(2000);
    expect((await theAgent().status()).tab.dropped.queue_full).to.be.within(101, 140);
    await runtime.test.set('mode', 'ok');
    expect(await errors('kept in the flood')).to.have.length(1);
    // But for those that were on their way.
    expect((await crumbs()).filter(({ message }) => message.startsWith('crumb'))).to.have.length.at.most(50);
  });
});

describe('where there is no Navigation API', () => {
  it('a `pushState` stands before the error that came after it, without a click', async () => {
    const own = Object.getOwnPropertyDescriptor(window, 'navigation');
    Object.defineProperty(window, 'navigation', { value: undefined, configurable: true });
    start(url, { capture: { ...quiet, errors: true } });
    const before = location.href;
    const since = (await all()).length;
    history.pushState(null, '', '#step-3');
    const after = location.href;
    await uncaught(() => void Promise.reject(new Error('on step 3')));
    await until(async () => (await errors('on step 3'))[0]);
    const kinds = (await all()).slice(since).flatMap((signal) => (signal.kind === 'breadcrumb' ? [signal.crumb.message] : signal.kind === 'error' ? [signal.error.message] : []));
    expect(kinds).to.deep.equal([`${before} → ${after}`, 'on step 3']);
    stopOps();
    history.replaceState(null, '', before);
    if (own) Object.defineProperty(window, 'navigation', own);
    else Reflect.deleteProperty(window, 'navigation');
  });
});
