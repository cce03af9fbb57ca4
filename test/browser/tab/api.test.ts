import { expect } from 'chai';
import type { ApiSignal } from '../../../src/contract/signal.ts';
import { outcomeOf } from '../../../src/domain/performance/outcome.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { privacy } from '../../../src/tab/services/privacy.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('api');
const runtime = sharedRuntime(url);
const native = { fetch: window.fetch, open: XMLHttpRequest.prototype.open, send: XMLHttpRequest.prototype.send };

async function calls(part: string): Promise<ApiSignal[]> {
  await log.flush();
  const found = (await received(runtime)).filter((signal): signal is ApiSignal => signal.kind === 'api' && signal.url.includes(part));
  return found.map((call) => ({ ...call, outcome: outcomeOf(call) }));
}

async function xhr(method: string, path: string, set?: (request: XMLHttpRequest) => void): Promise<XMLHttpRequest> {
  const request = new XMLHttpRequest();
  request.open(method, path);
  set?.(request);
  return new Promise((done) => {
    request.onloadend = () => done(request);
    request.send();
  });
}

describe('calls of the page', () => {
  before(() => start(url, { capture: { ...quiet, api: 'wrap' }, endpoints: { logs: '/__backend/status/204?own' } }));
  after(() => stopOps());

  it('cannot tell that fetch and XMLHttpRequest are wrapped', () => {
    expect(window.fetch).not.to.equal(native.fetch);
    expect(Function.prototype.toString.call(window.fetch)).to.contain('[native code]');
    expect(String(XMLHttpRequest.prototype.send)).to.contain('[native code]');
    expect(window.fetch.name).to.equal('fetch');
    expect(window.fetch.length).to.equal(native.fetch.length);
    expect(Object.keys(XMLHttpRequest.prototype)).to.include.members(['open', 'send']);
  });

  it('notes method, url, status, outcome and the number that the page gave', async () => {
    await fetch('/__backend/status/200?a1', { method: 'post', headers: { 'X-Request-ID': 'req_1' } });
    await fetch(new Request('/__backend/status/404?a2', { headers: { 'X-Request-ID': 'req_2' } }));
    await fetch(new URL('/__backend/status/503?a3', location.href));
    expect(await calls('?a').then((list) => list.map(({ method, status, outcome, correlationId }) => [method, status, outcome, correlationId ?? null]))).to.deep.equal([
      ['post', 200, 'ok', 'req_1'],
      ['GET', 404, 'client_error', 'req_2'],
      ['GET', 503, 'server_error', null],
    ]);
  });

  it('leaves arguments, bodies and answers alone', async () => {
    const response = await fetch('/__backend/echo?b1', { method: 'POST', body: JSON.stringify({ a: 1 }), headers: new Headers({ 'Content-Type': 'application/json' }) });
    expect(response.bodyUsed).to.equal(false);
    const echo = (await response.json()) as { body: unknown; headers: Record<string, string> };
    expect(echo.body).to.deep.equal({ a: 1 });
    expect(Object.keys(echo.headers)).not.to.include('x-request-id');
    const once = [['x-one', '1']][Symbol.iterator]();
    const second = (await (await fetch('/__backend/echo?b2', { headers: once as unknown as [string, string][] })).json()) as { headers: Record<string, string> };
    expect(second.headers['x-one']).to.equal('1');
  });

  it('tells an abort from a time-out from a network failure, and the page sees the same error', async () => {
    const controller = new AbortController();
    const aborted = fetch('/__backend/hang?c1', { signal: controller.signal }).catch((error: Error) => error.name);
    controller.abort();
    expect(await aborted).to.equal('AbortError');
    const late = (ask: typeof fetch) => ask('/__backend/hang?c2', { signal: AbortSignal.timeout(50) }).catch((error: Error) => error.name);
    // `TimeoutError`, but for WebKit, which rejects with `AbortError` whatever the reason is.
    expect(await late(fetch)).to.equal(await late(native.fetch.bind(window)));
    const odd = new AbortController();
    const ended = fetch('/__backend/hang?c2b', { signal: odd.signal }).catch(() => 'ended');
    odd.abort(new TypeError('no longer needed'));
    expect(await ended).to.equal('ended');
    expect(await fetch('http://127.0.0.1:1/?c3').catch((error: Error) => error.name)).to.equal('TypeError');
    expect((await calls('?c')).map(({ outcome, status }) => [outcome, status])).to.deep.equal([['aborted', 0], ['timeout', 0], ['aborted', 0], ['network', 0]]);
  });

  it('a rejection that nobody handles is still reported by the browser', async () => {
    const reported = new Promise<PromiseRejectionEvent>((done) =>
      addEventListener('unhandledrejection', (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        done(event);
      }, { once: true, capture: true }),
    );
    void fetch('http://127.0.0.1:1/?d');
    expect((await reported).reason).to.be.instanceOf(TypeError);
  });

  it('fetch with nonsense rejects as it would without us', async () => {
    for (const args of [[], ['http://'], ['/x', { method: 'NO WAY' }]] as unknown as Parameters<typeof fetch>[]) {
      const without = await native.fetch.apply(window, args).then(() => '', (error: Error) => error.name);
      expect(await fetch(...args).then(() => '', (error: Error) => error.name)).to.equal(without);
    }
    const { fetch: bare } = window;
    expect(await bare.call({} as Window, '/').then(() => '', (error: Error) => error.name)).to.equal('TypeError');
  });

  it('notes XMLHttpRequest by how it ended, also when one object is used again', async () => {
    const request = await xhr('put', '/__backend/status/200?e1');
    expect(request.status).to.equal(200);
    request.open('GET', '/__backend/status/500?e2');
    await new Promise((done) => {
      request.onloadend = done;
      request.send();
    });
    await xhr('GET', '/__backend/hang?e3', (slow) => (slow.timeout = 50));
    await xhr('GET', '/__backend/hang?e4', (slow) => setTimeout(() => slow.abort(), 20));
    await xhr('GET', 'http://127.0.0.1:1/?e5');
    expect((await calls('?e')).map(({ method, status, outcome }) => [method, status, outcome])).to.deep.equal([
      ['put', 200, 'ok'],
      ['GET', 500, 'server_error'],
      ['GET', 0, 'timeout'],
      ['GET', 0, 'aborted'],
      ['GET', 0, 'network'],
    ]);
  });

  it('what is noted later belongs to the page, the user and the moment at which the call ended', async () => {
    const { href } = location;
    const asked = new URL('/__backend/status/200?f1', href);
    log.setUser('ann');
    const began = Date.now();
    await fetch(asked);
    const ended = Date.now();
    asked.search = '?changed';
    history.pushState(null, '', '/elsewhere/');
    log.setUser('bob');
    await fetch('/__backend/status/200?f2');
    log.info('after both');
    history.replaceState(null, '', href);
    log.setUser(null);
    const [first, second] = await calls('?f');
    expect(first!.url).to.equal(new URL('/__backend/status/200?f1', href).href);
    expect([first!.scope.url, first!.scope.user?.id]).to.deep.equal([href, 'ann']);
    expect(first!.at).to.be.within(began, ended);
    expect([new URL(second!.scope.url).pathname, second!.scope.user?.id]).to.deep.equal(['/elsewhere/', 'bob']);
    const after = (await received(runtime)).find((signal) => signal.kind === 'log' && signal.message === 'after both');
    expect(after!.seq).to.be.greaterThan(second!.seq);
  });

  it('what nobody asks for goes by itself, and when the page is hidden at once', async () => {
    await fetch('/__backend/status/200?h1');
    const arrived = async (part: string) => (await received(runtime)).some((signal) => signal.kind === 'api' && signal.url.endsWith(part));
    await until(() => arrived('?h1'));
    await fetch('/__backend/status/200?h2');
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    await until(() => arrived('?h2'), 'the call', 700);
  });

  it('a call from before a refusal goes with it, also when consent is back at once', async () => {
    await fetch('/__backend/status/200?i1');
    await Promise.all([privacy.setConsent('denied'), privacy.setConsent('granted')]);
    await fetch('/__backend/status/200?i2');
    expect((await calls('?i')).map(({ url }) => url.slice(-2))).to.deep.equal(['i2']);
  });

  it('does not note the calls of the runtime itself', async () => {
    await fetch('/__backend/status/204?own');
    await fetch('data:text/plain,f');
    expect(await calls('own')).to.deep.equal([]);
  });

  it('is gone after stopOps, unless somebody wrapped it since', () => {
    stopOps();
    expect(window.fetch).to.equal(native.fetch);
    expect(XMLHttpRequest.prototype.open).to.equal(native.open);
    expect(XMLHttpRequest.prototype.send).to.equal(native.send);
    start(url, { capture: { ...quiet, api: 'wrap' } });
    const ours = window.fetch;
    const theirs: typeof fetch = (...args) => ours(...args);
    window.fetch = theirs;
    stopOps();
    expect(window.fetch).to.equal(theirs);
    window.fetch = native.fetch;
  });
});
