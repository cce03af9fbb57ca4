import { expect } from 'chai';
import type { Batch } from '../../../src/contract/signal.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { privacy } from '../../../src/tab/services/privacy.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('consent');
const runtime = sharedRuntime(url);
const stored = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith('prescripto-ops'));
const tab = async () => (await theAgent().status()).tab;

describe('consent', () => {
  before(() => stored().forEach((key) => localStorage.removeItem(key)));
  after(() => stopOps());

  it('pending: captures in memory, stores and sends nothing, not even when the page is left', async () => {
    start(url, { consent: 'pending' });
    log.info('while pending');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await new Promise((done) => setTimeout(done, 400));
    expect(stored()).to.deep.equal([]);
    expect(await runtime.test.read('hellos')).to.deep.equal([]);
    expect(await tab()).to.include({ consent: 'pending', queued: 1, unacknowledged: 1 });
  });

  it('granted: what was captured goes, and the session is kept', async () => {
    await privacy.setConsent('granted');
    await log.flush();
    expect((await received(runtime)).map((signal) => signal.kind === 'log' && signal.message)).to.deep.equal(['while pending']);
    expect(stored().sort()).to.deep.equal(['prescripto-ops:mask', 'prescripto-ops:session']);
    expect(await runtime.test.read('calls')).to.deep.equal(['granted']);
  });

  it('denied: drops what waits and what comes, counts it, wipes what is stored here and in the runtime', async () => {
    await runtime.test.set('mode', 'refuse');
    log.info('waits');
    await privacy.setConsent('denied');
    log.info('comes');
    await runtime.test.set('mode', 'ok');
    expect(await tab()).to.include({ unacknowledged: 0, consent: 'denied' });
    expect((await tab()).dropped.consent).to.equal(2);
    expect(stored()).to.deep.equal([]);
    expect(await runtime.test.read('calls')).to.deep.equal(['granted', 'denied']);
    expect(((await runtime.test.read('batches')) as Batch[]).length).to.equal(1);
  });

  it('granted again: goes on', async () => {
    await privacy.setConsent('granted');
    log.info('again');
    await until(async () => (await received(runtime)).some((signal) => signal.kind === 'log' && signal.message === 'again'));
  });
});
