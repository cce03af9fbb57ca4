import { expect } from 'chai';
import type { ApiSignal, ErrorSignal, LogSignal, Signal } from '../../../src/contract/signal.ts';
import { captureException } from '../../../src/tab/services/ErrorTrackingService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('correlation');
const runtime = sharedRuntime(url);
const native = { fetch: window.fetch, open: XMLHttpRequest.prototype.open, send: XMLHttpRequest.prototype.send, setRequestHeader: XMLHttpRequest.prototype.setRequestHeader };
/** The same server by its other name. */
const stranger = location.origin.replace(/localhost|127\.0\.0\.1/, (host) => (host === 'localhost' ? '127.0.0.1' : 'localhost'));

type Echo = Readonly<Record<string, string>>;
const echo = async (...args: Parameters<typeof fetch>): Promise<Echo> => ((await (await fetch(...args)).json()) as { headers: Echo }).headers;
const hex = /^(?!0+$)[\da-f]{32}$/;

async function signals<Kind extends Signal['kind']>(kind: Kind, part: string): Promise<readonly Extract<Signal, { kind: Kind }>[]> {
  await log.flush();
  return (await received(runtime)).filter((signal): signal is Extract<Signal, { kind: Kind }> => signal.kind === kind && JSON.stringify(signal).includes(part));
}

async function begin(correlation: NonNullable<Parameters<typeof start>[1]>['correlation']): Promise<void> {
  start(url, { capture: { ...quiet, api: 'wrap' }, correlation: correlation! });
  const { send } = XMLHttpRequest.prototype;
  await until(() => XMLHttpRequest.prototype.send !== send, 'correlation');
}

function xhr(path: string, headers: Echo = {}): Promise<XMLHttpRequest> {
  const request = new XMLHttpRequest();
  request.open('GET', path);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  return new Promise((done) => {
    request.onloadend = () => done(request);
    request.send();
  });
}

describe('requests with an id', () => {
  before(() => begin(true));
  after(() => {
    stopOps();
    expect([window.fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send, XMLHttpRequest.prototype.setRequestHeader]).to.deep.equal(Object.values(native));
  });

  it('carry one that the backend sees, in whatever way they are made, and the call is noted under it', async () => {
    const ways: (readonly [string, ...Parameters<typeof fetch>])[] = [
      ['text', '/__backend/echo?w-text'],
      ['url', new URL('/__backend/echo?w-url', location.href)],
      ['init', '/__backend/echo?w-init', { method: 'POST', body: '{"a":1}', headers: { 'x-one': '1' } }],
      ['headers', '/__backend/echo?w-headers', { headers: new Headers({ 'x-one': '1' }) }],
      ['list', '/__backend/echo?w-list', { headers: [['x-one', '1']] }],
      ['iterator', '/__backend/echo?w-iterator', { headers: [['x-one', '1']][Symbol.iterator]() as never }],
      ['request', new Request('/__backend/echo?w-request', { method: 'POST', body: '{"a":1}', headers: { 'x-one': '1' } })],
      ['over', new Request('/__backend/echo?w-over', { headers: { 'x-one': '0' } }), { headers: { 'x-one': '1' } }],
    ];
    for (const [way, ...args] of ways) {
      const headers = await echo(...args);
      const id = headers['x-request-id'];
      expect(id, way).to.match(hex);
      expect(headers, way).not.to.have.property('traceparent');
      if (!/text|url/.test(way)) expect(headers['x-one'], way).to.equal('1');
      expect((await signals('api', `w-${way}`)).map(({ correlationId }) => correlationId), way).to.deep.equal([id]);
    }
    const request = await xhr('/__backend/echo?w-xhr', { 'x-one': '1' });
    const { headers } = JSON.parse(request.responseText) as { headers: Echo };
    expect(headers['x-request-id']).to.match(hex);
    expect(headers['x-one']).to.equal('1');
    expect((await signals('api', 'w-xhr'))[0]!.correlationId).to.equal(headers['x-request-id']);
  });

  it('keep one that the page has set itself', async () => {
    for (const headers of [{ 'X-Request-ID': 'own-1' }, new Headers({ 'x-request-id': 'own-1' }), [['x-REQUEST-id', 'own-1']] as [string, string][]])
      expect((await echo('/__backend/echo?own', { headers }))['x-request-id']).to.equal('own-1');
    const request = await xhr('/__backend/echo?own', { 'x-request-id': 'own-1' });
    expect((JSON.parse(request.responseText) as { headers: Echo }).headers['x-request-id']).to.equal('own-1');
    expect((await signals('api', '?own')).map(({ correlationId }) => correlationId)).to.deep.equal(['own-1', 'own-1', 'own-1', 'own-1']);
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(await echo('/__backend/echo?parent', { headers: { traceparent: parent } })).to.include({ traceparent: parent, 'x-request-id': '4bf92f3577b34da6a3ce929d0e0e4736' });
  });

  it('two requests of one set of headers have two ids, and the set has none', async () => {
    const shared = new Headers({ 'x-one': '1' });
    const [first, second] = [await echo('/__backend/echo?s1', { headers: shared }), await echo('/__backend/echo?s2', { headers: shared })];
    expect(first['x-request-id']).not.to.equal(second['x-request-id']);
    expect([...shared.keys()]).to.deep.equal(['x-one']);
  });

  it('are what the page gave in all else: getters, prototypes, a request as init', async () => {
    class Options {
      get method() {
        return 'PUT';
      }
    }
    expect((await (await fetch('/__backend/echo?proto', new Options())).json()) as object).to.include({ method: 'PUT' });
    const init = new Request('/elsewhere', { method: 'DELETE', headers: { 'x-one': '1' } });
    const answer = (await (await fetch('/__backend/echo?init', init)).json()) as { method: string; headers: Echo };
    expect(answer.method).to.equal('DELETE');
    expect(answer.headers).to.include({ 'x-one': '1' }).and.to.have.property('x-request-id');
    const aborted = new AbortController();
    aborted.abort();
    expect(await fetch('/__backend/echo', { signal: aborted.signal }).then(() => '', (error: Error) => error.name)).to.equal('AbortError');
    expect(await fetch('/__backend/echo', { headers: { 'no name': '' } }).then(() => '', (error: Error) => error.name)).to.equal('TypeError');
  });

  it('to strangers carry nothing: a header would ask for a preflight, which this one refuses', async () => {
    const headers = await echo(`${stranger}/__backend/echo?cors=&stranger`);
    expect(headers).not.to.have.any.keys('x-request-id', 'traceparent');
    const request = await xhr(`${stranger}/__backend/echo?cors=&stranger-xhr`);
    expect((JSON.parse(request.responseText) as { headers: Echo }).headers).not.to.have.any.keys('x-request-id', 'traceparent');
    expect(await echo(`${stranger}/__backend/echo?cors=x-request-id&told`, { headers: [['X-Request-ID', 'own-2']][Symbol.iterator]() as never })).to.include({ 'x-request-id': 'own-2' });
  });

  it('lend it to logs, errors and breadcrumbs of that request', async () => {
    const response = await fetch('/__backend/status/502?lend');
    const id = (await signals('api', '?lend'))[0]!.correlationId!;
    log.child({ component: 'payments' }).withCorrelation(response).warn('lent to a log');
    expect((await signals('log', 'lent to a log'))[0]).to.deep.include({ correlationId: id, context: { component: 'payments' } });

    const failure = await fetch('/__backend/hang?lost', { signal: AbortSignal.timeout(50) }).then(() => new Error('answered'), (error: Error) => error);
    const lost = (await until(async () => (await signals('api', '?lost'))[0])) as ApiSignal;
    expect(lost.correlationId).to.match(hex);
    log.error('lent by its error', failure);
    expect((await signals('log', 'lent by its error'))[0]!.correlationId).to.equal(lost.correlationId);
    captureException(failure, { component: 'lent-error' });
    expect(((await signals('error', 'lent-error'))[0] as ErrorSignal).correlationId).to.equal(lost.correlationId);

    const request = new Request('/__backend/echo?request');
    await fetch(request);
    log.withCorrelation(request).info('lent by a request');
    log.withCorrelation(await xhr('/__backend/echo?of-xhr')).info('lent by an xhr');
    log.withCorrelation(new Response()).info('of no request');
    const [a, b, none] = await Promise.all([signals('log', 'lent by a request'), signals('log', 'lent by an xhr'), signals('log', 'of no request')]);
    expect([a[0]!.correlationId, b[0]!.correlationId]).to.deep.equal([(await signals('api', 'echo?request'))[0]!.correlationId, (await signals('api', '?of-xhr'))[0]!.correlationId]);
    expect((none[0] as LogSignal).correlationId).to.equal(undefined);
  });
});

describe('requests to origins that were named', () => {
  before(() => begin({ origins: [stranger], traceparent: ['/', stranger] }));
  after(() => stopOps());

  it('carry both headers, of one id', async () => {
    for (const target of ['/__backend/echo?named', `${stranger}/__backend/echo?cors=x-request-id,traceparent&named`]) {
      const headers = await echo(target);
      expect(headers['x-request-id']).to.match(hex);
      expect(headers['traceparent']).to.match(new RegExp(`^00-${headers['x-request-id']}-(?!0{16})[\\da-f]{16}-01$`));
    }
    const own = await echo('/__backend/echo?named-own', { headers: { 'X-Request-ID': 'booking-7' } });
    expect(own['x-request-id']).to.equal('booking-7');
    expect(own['traceparent']).to.match(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  });
});

describe('requests to an origin that is only traced', () => {
  before(() => begin({ traceparent: [stranger] }));
  after(() => stopOps());

  it('carry traceparent alone, and are noted under its trace id', async () => {
    const headers = await echo(`${stranger}/__backend/echo?cors=traceparent&traced`);
    expect(headers).not.to.have.property('x-request-id');
    const [, id] = /^00-([\da-f]{32})-/.exec(headers['traceparent']!)!;
    expect((await signals('api', '&traced')).map(({ correlationId }) => correlationId)).to.deep.equal([id]);
  });
});
