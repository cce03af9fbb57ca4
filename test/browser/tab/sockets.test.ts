import { expect } from 'chai';
import type { ApiSignal } from '../../../src/contract/signal.ts';
import { outcomeOf } from '../../../src/domain/performance/outcome.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('sockets');
const runtime = sharedRuntime(url);
const native = { WebSocket: window.WebSocket, EventSource: window.EventSource };

async function calls(): Promise<ApiSignal[]> {
  await log.flush();
  const found = (await received(runtime)).filter((signal): signal is ApiSignal => signal.kind === 'api');
  return found.map((call) => ({ ...call, outcome: outcomeOf(call) }));
}
const found = (part: string) => until(async () => (await calls()).find((call) => call.url.includes(part)), part);

describe('connections', () => {
  afterEach(() => stopOps());

  it('are let alone unless somebody asks', () => {
    start(url, { capture: { ...quiet, api: 'wrap' as never } });
    expect(window.WebSocket).to.equal(native.WebSocket);
    expect(window.EventSource).to.equal(native.EventSource);
  });

  it('of WebSocket and EventSource count as calls until they are open or have failed, when asked for', async () => {
    start(url, { capture: { ...quiet, sockets: true } });
    await until(() => window.EventSource !== native.EventSource, 'the wrapper');
    expect(Function.prototype.toString.call(window.WebSocket)).to.contain('[native code]');

    const events = new EventSource('/__backend/events?s1');
    expect(events).to.be.instanceOf(native.EventSource).and.instanceOf(EventSource);
    await new Promise((done) => (events.onmessage = done));
    events.close();
    expect(await found('?s1')).to.include({ method: 'EventSource', status: 200, outcome: 'ok', streaming: true });

    const refused = new WebSocket('ws://127.0.0.1:1/?s2');
    // A port that WebKit itself blocks has an `error` and no `close`.
    await new Promise((done) => (refused.onclose = refused.onerror = done));
    expect(await found('?s2')).to.include({ method: 'WebSocket', status: 0, outcome: 'network' });
    expect(WebSocket.OPEN).to.equal(1);
    expect(() => new WebSocket('nonsense://')).to.throw(DOMException);
  });

  it('are the browser\'s own again after stopOps', async () => {
    start(url, { capture: { ...quiet, sockets: true } });
    await until(() => window.WebSocket !== native.WebSocket, 'the wrapper');
    stopOps();
    expect([window.WebSocket, window.EventSource]).to.deep.equal([native.WebSocket, native.EventSource]);
  });

  it('a stream of events by fetch is told apart from an answer, and from a call that was aborted', async () => {
    start(url, { capture: { ...quiet, api: 'wrap' as never } });
    const controller = new AbortController();
    const response = await fetch('/__backend/events?f1', { signal: controller.signal });
    controller.abort();
    await response.text().catch(() => '');
    await fetch('/__backend/text/3?f2').then((answer) => answer.text());
    const gone = new AbortController();
    const hanging = fetch('/__backend/hang?f3', { signal: gone.signal }).catch(() => 0);
    gone.abort();
    await hanging;
    const seen = (await calls()).filter((call) => /\?f\d/.test(call.url)).map(({ outcome, streaming }) => [outcome, !!streaming]);
    expect(seen).to.deep.equal([['ok', true], ['ok', false], ['aborted', false]]);
  });
});
