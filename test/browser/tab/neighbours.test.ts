import * as Sentry from '@sentry/browser';
import { expect } from 'chai';
import type { ErrorSignal, Signal } from '../../../src/contract/signal.ts';
import { errorTracker } from '../../../src/tab/services/ErrorTrackingService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('neighbours');
const runtime = sharedRuntime(url);
const all = async (): Promise<Signal[]> => {
  await log.flush();
  return received(runtime);
};
const errors = async (text: string): Promise<ErrorSignal[]> => (await all()).filter((signal): signal is ErrorSignal => signal.kind === 'error' && signal.error.message.includes(text));
const capture = { ...quiet, errors: true, api: 'wrap' } as const;

/** Mocha takes uncaught errors for its own. */
const { onerror } = window;

describe('a second SDK beside us', () => {
  const theirs: string[] = [];
  const native = window.fetch;

  for (const first of ['ours', 'theirs'] as const)
    it(`both see each error and each call, ${first} started first`, async () => {
      window.onerror = () => true;
      const init = () => Sentry.init({ dsn: `${location.protocol}//key@${location.host}/1`, beforeSend: (event) => (theirs.push(event.exception?.values?.[0]?.value ?? ''), null) });
      const both = [() => start(url, { capture }), init];
      for (const begin of first === 'ours' ? both : both.reverse()) begin();

      setTimeout(() => {
        throw new TypeError(`thrown beside, ${first}`);
      });
      await until(() => theirs.includes(`thrown beside, ${first}`), 'their error');
      const [found, ...more] = await errors(`thrown beside, ${first}`);
      expect(more).to.deep.equal([]);
      expect(found).to.deep.include({ mechanism: 'onerror', handled: false });
      expect(found!.error).to.include({ name: 'TypeError' });

      const error = new Error(`caught beside, ${first}`);
      Sentry.captureException(error);
      errorTracker.captureException(error);
      await until(() => theirs.includes(error.message), 'their caught error');
      expect(await errors(error.message)).to.have.length(1);

      const path = `/no/such/answer-${first}`;
      expect((await fetch(path)).status).to.equal(404);
      expect((await all()).filter((signal) => signal.kind === 'api' && signal.url.endsWith(path))).to.have.length(1);

      stopOps();
      // Who wrapped what of ours still goes through it: it only passes on.
      expect((await fetch(path)).status).to.equal(404);
      await Sentry.close();
    });

  after(() => {
    window.onerror = onerror;
    window.fetch = native;
  });
});

describe('a second copy of the script', () => {
  it('finds the agent of the first: an error counts once, whichever copy is told of it', async () => {
    start(url, { capture });
    // A query makes the browser evaluate the modules anew, as a second bundle of an application would.
    const { theAgent: another } = (await import(`${location.origin}/src/tab/the-agent.ts?copy`)) as { theAgent: typeof theAgent };
    expect(another).to.not.equal(theAgent);
    expect(another()).to.equal(theAgent());
    another().start({ workerUrl: url, capture });
    window.onerror = () => true;
    setTimeout(() => {
      throw new TypeError('thrown once');
    });
    await until(async () => (await errors('thrown once'))[0]);
    window.onerror = onerror;
    expect(await errors('thrown once')).to.have.length(1);
    const error = new Error('told twice');
    expect(another().captureError(error, {})).to.equal(errorTracker.captureError(error));
    stopOps();
  });
});

describe('a worker of the page', () => {
  it('errors in it, with their place, and messages that cannot be read', async () => {
    start(url);
    const worker = new Worker(`${location.origin}/test/browser/tab/failing-worker.js`);
    errorTracker.watchWorker(worker);
    const found = await until(async () => (await errors('failed in a worker'))[0]);
    expect(found).to.deep.include({ mechanism: 'worker', handled: false });
    expect(found.error.stack).to.match(/^ {4}at http.*failing-worker\.js:\d+:\d+$/);
    worker.dispatchEvent(new MessageEvent('messageerror'));
    await until(async () => (await errors('could not be read'))[0]);
    // What a script fires that is not there: an event without a word.
    worker.dispatchEvent(new Event('error'));
    await until(async () => (await errors('did not load'))[0]);
    worker.terminate();
    stopOps();
  });

  it('what is no worker is counted and hurts nobody', async () => {
    start(url);
    const before = (await theAgent().status()).tab.dropped.invalid ?? 0;
    errorTracker.watchWorker(undefined as never);
    await until(async () => ((await theAgent().status()).tab.dropped.invalid ?? 0) > before, 'the count');
    stopOps();
  });
});
