import { expect } from 'chai';
import type { Batch, Signal } from '../../../src/contract/signal.ts';
import { captureError } from '../../../src/tab/services/ErrorTrackingService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { createSpill, drainSpills } from '../../../src/tab/spill.ts';
import { clientInfo } from '../../../src/tab/client-info.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('spill');
const runtime = sharedRuntime(url);
const spill = createSpill();
const key = (tabId: string): string => `prescripto-ops:spill:${tabId}`;
const batches = async () => (await runtime.test.read('batches')) as Batch[];
const client = (tabId: string) => clientInfo(tabId, {});
const scope = { sessionId: 's', url: 'https://x.example/', user: null, context: {} };
const note = (seq: number, message: string): Signal => ({ kind: 'log', seq, at: 1, scope, level: 'INFO', type: 'log', message });
const fault = (seq: number, message: string): Signal => ({ kind: 'error', seq, at: 1, scope, error: { name: 'Error', message, stack: '' }, mechanism: 'manual', handled: true });

describe('what a page leaves behind', () => {
  afterEach(() => Object.keys(localStorage).filter((name) => name.startsWith('prescripto-ops:spill')).forEach((name) => localStorage.removeItem(name)));
  after(() => stopOps());

  it('is drained by the next page, under its own tab and numbers, and removed', async () => {
    spill(client('gone'), [note(7, 'left ann@example.com'), fault(9, 'behind')], {});
    expect(localStorage.getItem(key('gone'))).not.to.contain('ann@');
    start(url);
    const drained = await until(async () => (await batches()).find(({ spilled, client: left }) => spilled && left.tabId === 'gone'));
    expect(drained.signals.map(({ seq }) => seq).sort()).to.deep.equal([7, 9]);
    await until(() => localStorage.getItem(key('gone')) === null);
  });

  it('has the first ten errors of a storm at once, and more when nothing is on its way, or nothing moves', async () => {
    const own = key(theAgent().tabId);
    const beat = () => document.dispatchEvent(new Event('visibilitychange'));
    const isWritten = (message: string): boolean => {
      captureError(new Error(message));
      return localStorage.getItem(own)?.includes(message) ?? false;
    };
    await log.flush();
    await runtime.test.set('mode', 'hang');
    const names = [...'abcdefghijkl'];
    expect(names.filter((name) => isWritten(`of a storm: ${name}`)).join('')).to.equal('abcdefghij');
    beat();
    expect(isWritten('of a storm: m'), 'something has moved since the last beat').to.equal(false);
    beat();
    expect(isWritten('of a storm: n'), 'nothing has').to.equal(true);
    expect([...names, 'm'].filter((name) => localStorage.getItem(own)!.includes(`of a storm: ${name}`)), 'together with all that wait').to.have.length(13);
    await runtime.test.set('mode', 'ok');
    await log.flush();
    await until(() => localStorage.getItem(own) === null);
  });

  it('is written when the page goes, and removed when the worker has it after all', async () => {
    await runtime.test.set('mode', 'refuse');
    captureError(new Error('the last moment'));
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    const own = key(theAgent().tabId);
    expect(localStorage.getItem(own)).to.contain('the last moment');
    await runtime.test.set('mode', 'ok');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await log.flush();
    await until(() => localStorage.getItem(own) === null);
  });

  it('is bounded, errors first, and says how many found no room', async () => {
    spill(client('full'), [...Array.from({ length: 300 }, (_, i) => note(i + 1, 'word '.repeat(300))), fault(301, 'kept')], { queue_full: 2 });
    const text = localStorage.getItem(key('full'))!;
    expect(text.length).to.be.lessThan(300_000);
    const { signals, dropped } = JSON.parse(text) as Batch;
    expect(signals[0]).to.include({ kind: 'error', seq: 301 });
    expect(dropped!.queue_full).to.equal(2);
    expect(dropped!.spill_full).to.equal(301 - signals.length).and.be.greaterThan(0);
  });

  it('has the JSON of what was masked before, and of what came since', async () => {
    const first = fault(1, 'wrote ann@example.com');
    spill(client('grows'), [first], {});
    spill(client('grows'), [first, fault(2, 'and $& then')], {});
    const { signals, spilled } = JSON.parse(localStorage.getItem(key('grows'))!) as Batch;
    expect(spilled).to.equal(true);
    expect(signals.map(({ seq }) => seq)).to.deep.equal([1, 2]);
    expect(JSON.stringify(signals)).not.to.contain('ann@');
  });

  it('of a page that lives waits, and holds up no other', async () => {
    spill(client('lives'), [note(1, 'x')], {});
    spill(client('went'), [note(1, 'y')], {});
    const alive = ({ client: { tabId } }: Batch) => (tabId === 'lives' ? Promise.reject(new Error('not gone')) : Promise.resolve());
    await drainSpills('me', alive).catch(() => 0);
    await until(() => localStorage.getItem(key('went')) === null);
    expect(localStorage.getItem(key('lives'))).to.be.a('string');
  });

  it('stays when the worker does not take it, and goes as one batch', async () => {
    spill(client('many'), Array.from({ length: 450 }, (_, i) => note(i + 1, 'x')), {});
    const sizes: number[] = [];
    const refused = await drainSpills('me', () => Promise.reject(new Error('no'))).catch(() => 'refused');
    expect(refused).to.equal('refused');
    expect(localStorage.getItem(key('many'))).to.be.a('string');
    await drainSpills('me', async ({ signals }) => {
      sizes.push(signals.length);
      return { bootId: '', seq: 0, limits: { batchSize: 50, flushInterval: 250 } };
    });
    expect(sizes).to.deep.equal([450]);
    expect(localStorage.getItem(key('many'))).to.equal(null);
  });

  it('that cannot be read is removed and keeps nothing else from being drained', async () => {
    localStorage.setItem(key('a-broken'), '{"signals":');
    spill(client('b-whole'), [note(1, 'x')], {});
    const tabs: string[] = [];
    await drainSpills('me', async (batch) => {
      tabs.push(batch.client.tabId);
      return { bootId: '', seq: 1, limits: { batchSize: 50, flushInterval: 250 } };
    });
    expect(tabs).to.deep.equal(['b-whole']);
    expect(localStorage.getItem(key('a-broken'))).to.equal(null);
  });
});
