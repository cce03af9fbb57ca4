import { expect } from 'chai';
import type { LogEntry } from '../../../src/contract/log-entry.ts';
import { log, type LogTransport } from '../../../src/tab/services/LoggingService.ts';
import { startOps } from '../../../src/tab/start-ops.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { currentClient } from '../../../src/tab/client.ts';
import { quiet, until } from './support.ts';

type Line = readonly unknown[];

/** What is printed meanwhile. */
async function printing(run: () => unknown): Promise<Record<'error' | 'warn' | 'info' | 'debug', Line[]>> {
  const lines: Record<'error' | 'warn' | 'info' | 'debug', Line[]> = { error: [], warn: [], info: [], debug: [] };
  const own = { ...console };
  for (const level of Object.keys(lines) as (keyof typeof lines)[]) console[level] = (...args: unknown[]) => void lines[level].push(args);
  try {
    await run();
  } finally {
    Object.assign(console, own);
  }
  return lines;
}

/** The number of the line in this file, as it runs in the browser, that is the first in `stack`. */
const lineOf = (stack: string): number => Number(/log-transports\.test\.ts\S*?:(\d+):\d+/.exec(stack)![1]);

/** The line below the caller's. */
const nextLine = (): number => lineOf(new Error().stack!.replace(/^.*nextLine.*$/m, '')) + 1;

function begin(more: Parameters<typeof startOps>[0] = {}): void {
  startOps({ app: 'transports', workerUrl: '/dist/prescripto-ops.worker.js?transports', capture: quiet, ...more });
}

async function end(): Promise<void> {
  stopOps();
  await until(() => currentClient()!.connection === 'disconnected');
}

describe('a transport of the page', () => {
  before(() => begin());
  after(end);

  const collect = (): { readonly entries: LogEntry[]; readonly transport: LogTransport } => {
    const entries: LogEntry[] = [];
    return { entries, transport: (entry) => void entries.push(entry) };
  };

  it('gets the entries that are logged from then on: complete, scrubbed, in order and each once', async () => {
    log.info('before it was there');
    const { entries, transport } = collect();
    await new Promise((done) => setTimeout(done, 5));
    const remove = log.addTransport(transport);
    log.child({ component: 'booking' }).withCorrelation('r-1').warn('mail to ann@example.com', { password: 'hunter2', step: 1 });
    for (let i = 0; i < 300; i++) log.info(`line ${i}`);
    await until(() => entries.length >= 301, 'entries');
    const [first, ...others] = entries;
    expect(first).to.deep.include({ level: 'WARN', type: 'log', correlationId: 'r-1', tabId: theAgent().tabId, app: 'transports', release: '', environment: 'production', user: null, error: null, url: location.href });
    expect(first).to.include.keys('id', 'timestamp', 'sessionId');
    expect(JSON.stringify(first)).not.to.contain('ann@example.com').and.not.to.contain('hunter2');
    expect(first!.context).to.include({ component: 'booking', step: 1 });
    expect(others.map(({ message }) => message)).to.deep.equal(Array.from({ length: 300 }, (_, i) => `line ${i}`));
    expect(new Set(entries.map(({ id }) => id)).size).to.equal(301);

    remove();
    log.info('when it was gone');
    await log.flush();
    expect((await log.query({ text: 'when it was gone' })).length).to.equal(1);
    await new Promise((done) => setTimeout(done, 400));
    expect(entries).to.have.length(301);
  });

  it('may be an object, and whatever it does the page and the other transports do not notice', async () => {
    const seen: Event[] = [];
    const note = (event: Event): void => void seen.push(event);
    addEventListener('error', note);
    addEventListener('unhandledrejection', note);
    const { entries, transport } = collect();
    const before = (await theAgent().status()).tab.dropped.invalid ?? 0;
    const removes = [
      log.addTransport({
        write() {
          throw new Error('from a transport');
        },
      }),
      log.addTransport(() => Promise.reject(new Error('later, from a transport'))),
      log.addTransport({} as LogTransport),
      log.addTransport({ write: transport as (entry: LogEntry) => void }),
    ];
    log.info('for all of them');
    await until(() => entries.some(({ message }) => message === 'for all of them'));
    await until(async () => ((await theAgent().status()).tab.dropped.invalid ?? 0) >= before + 3, 'the count of what they threw');
    for (const remove of removes) remove();
    removeEventListener('error', note);
    removeEventListener('unhandledrejection', note);
    expect(seen).to.deep.equal([]);
  });
});

describe('an export', () => {
  before(() => begin());
  after(end);

  it('comes as one text, or in parts that are the same: to a reader, in a loop, into a file', async () => {
    const mark = `exported-${theAgent().tabId}`;
    for (let batch = 0; batch < 40; batch++) {
      for (let i = 0; i < 5; i++) log.info(mark, { batch, i });
      await log.flush();
    }
    for (const format of ['ndjson', 'json', 'otlp'] as const) {
      const whole = await log.export({ format, text: mark });
      const parts: string[] = [];
      for await (const part of await log.exportStream({ format, text: mark })) parts.push(part);
      expect(parts.join('')).to.equal(whole);
      expect(parts.length).to.be.greaterThan(1);
    }
    const reader = (await log.exportStream({ text: mark, limit: 12 })).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text.trim().split('\n').map((line) => (JSON.parse(line) as LogEntry).message)).to.deep.equal(Array.from({ length: 12 }, () => mark));
    const file = await new Response((await log.exportStream({ format: 'json', text: mark })).pipeThrough(new TextEncoderStream())).json();
    expect(file).to.have.length(200);
    const left = await log.exportStream({ text: mark });
    await left.cancel();
  });

  it('says what is wrong with the question', async () => {
    const wrong = log.export({ format: 'csv' as 'json' });
    expect(await wrong.then(() => '', String)).to.contain('expected ndjson | json | otlp, got "csv"');
    const stream = await log.exportStream({ format: 'csv' as 'json' });
    expect(await stream.getReader().read().then(() => '', String)).to.contain('got "csv"');
  });
});

describe('the console transport', () => {
  afterEach(end);

  it('prints in development what is logged, with the line of who logged it, whatever the logger', async () => {
    begin({ environment: 'development' });
    await until(() => theAgent().tap, 'the printer');
    const expected: number[] = [];
    const child = log.child({ component: 'booking' }).withCorrelation('r-7');
    const error = new Error('why');
    const lines = await printing(() => {
      expected.push(nextLine());
      log.info('one', { step: 1 });
      expected.push(nextLine());
      child.error('two', error);
      expected.push(nextLine());
      log.performance('three', 12);
      expected.push(nextLine());
      log.trace('four');
    });
    const all = [lines.info[0]!, lines.error[0]!, lines.info[1]!, lines.debug[0]!];
    expect(all.map(([message]) => message)).to.deep.equal(['one', 'two', 'three', 'four']);
    expect(all.map((line) => lineOf(line.at(-1) as string))).to.deep.equal(expected);
    expect(lines.info[0]![1]).to.deep.equal({ step: 1 });
    expect(lines.error[0]!.slice(1, 3)).to.deep.equal([{ component: 'booking' }, 'r-7']);
    expect(lines.error[0]![3]).to.include({ name: 'Error', message: 'why' });
    stopOps();
    expect((await printing(() => log.info('after the end'))).info).to.deep.equal([]);
  });

  it('prints in production only when asked to', async () => {
    begin();
    expect((await printing(() => log.error('kept silent'))).error).to.deep.equal([]);
    await end();
    begin({ log: { console: true, level: 'ERROR' } });
    await until(() => theAgent().tap);
    const { warn } = await printing(() => log.warn('printed, not kept'));
    expect(warn.map(([message]) => message)).to.deep.equal(['printed, not kept']);
    await log.flush();
    expect(await log.query({ text: 'printed, not kept' })).to.deep.equal([]);
  });
});

describe('levels', () => {
  it('are those of a component where it has its own', async () => {
    begin({ log: { level: 'WARN', levels: { booking: 'DEBUG', chatty: 'ERROR' } } });
    const mark = `level-${theAgent().tabId}`;
    const booking = log.child({ component: 'booking' });
    booking.debug(`${mark} kept`);
    booking.trace(`${mark} dropped`);
    log.info(`${mark} dropped`);
    log.warn(`${mark} kept`);
    log.debug(`${mark} kept`, { component: 'booking' });
    log.warn(`${mark} dropped`, { component: 'chatty' });
    await log.flush();
    expect((await log.query({ text: mark })).map(({ message }) => message.split(' ')[1])).to.deep.equal(['kept', 'kept', 'kept']);
    await end();
  });
});
