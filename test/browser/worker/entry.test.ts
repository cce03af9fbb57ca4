import { assert } from 'chai';
import { type Remote, wrap } from 'comlink';
import { type Hello, type LogsApi, protocol, type RuntimeApi, type Welcome } from '../../../src/contract/runtime-api.ts';
import type { Batch } from '../../../src/contract/signal.ts';

/** The built file, as a page would load it. */
const file = '/dist/prescripto-ops.worker.js';
const runtimeKey = Symbol.for('prescripto-ops.runtime/1');

/** comlink types a member object as a promise of it; it is a proxy like its parent. */
type Api = Remote<RuntimeApi> & { readonly logs: Remote<LogsApi> };

const unique = (): string => `t${Math.random().toString(36).slice(2)}`;
const connect = (port: MessagePort | Worker): Api => wrap<RuntimeApi>(port) as unknown as Api;

function hello(tabId = unique()): Hello {
  return {
    protocol,
    build: 'test',
    options: {},
    base: location.href,
    client: {
      tabId,
      app: 'test',
      release: '',
      environment: 'test',
      userAgent: navigator.userAgent,
      language: 'en',
      timeZone: 'UTC',
      viewport: { width: 1, height: 1, pixelRatio: 1 },
      secureContext: true,
      features: {},
    },
  };
}

function batch(message: string): Batch {
  const scope = { sessionId: unique(), url: location.href, user: null, context: {} };
  return { client: hello().client, signals: [{ kind: 'log', seq: 1, at: Date.now(), scope, level: 'ERROR', type: 'log', message }] };
}

async function pageServe(): Promise<(port: MessagePort) => void> {
  const script = document.createElement('script');
  script.src = file;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${file} is not there: build first`));
    document.head.append(script);
  });
  return (globalThis as { [key: symbol]: unknown })[runtimeKey] as (port: MessagePort) => void;
}

/** A connection on each rung, and one more to the same runtime. */
const rungs: readonly { readonly rung: string; readonly open: () => Promise<{ readonly one: Api; readonly two: Api; end(): void }> }[] = [
  {
    rung: 'shared worker',
    open: async () => {
      const name = unique();
      const port = () => new SharedWorker(file, { name }).port;
      return { one: connect(port()), two: connect(port()), end: () => undefined };
    },
  },
  {
    rung: 'dedicated worker',
    open: async () => {
      const worker = new Worker(file);
      return { one: connect(worker), two: connect(worker), end: () => worker.terminate() };
    },
  },
  {
    rung: 'page',
    open: async () => {
      const serve = await pageServe();
      const [first, second] = [new MessageChannel(), new MessageChannel()];
      serve(first.port2);
      serve(second.port2);
      return { one: connect(first.port1), two: connect(second.port1), end: () => undefined };
    },
  },
];

for (const { rung, open } of rungs)
  describe(`the worker file as a ${rung}`, () => {
    it('serves every connection from its first message on, by one runtime over IndexedDB', async () => {
      const { one, two, end } = await open();
      const [first, second] = (await Promise.all([one.hello(hello()), two.hello(hello())])) as [Welcome, Welcome];
      assert.equal(first.protocol, protocol);
      assert.isNotEmpty(first.bootId);
      assert.equal(second.bootId, first.bootId);
      const status = await two.status();
      assert.deepEqual([status.store.kind, status.store.reason], ['indexeddb', '']);
      assert.isAtLeast(status.tabs.length, 2);
      assert.match(status.build, /./);
      end();
    });

    it('a receipt means that another runtime can read it', async () => {
      const { one, end } = await open();
      const text = `remember ${unique()}`;
      const sent = batch(text);
      assert.equal((await one.ingest(sent)).seq, 1);
      end();
      const worker = new Worker(file);
      const other = connect(worker);
      const found = await other.logs.query({ text });
      assert.deepEqual(found.map(({ message }) => message), [text]);
      await other.ingest(sent);
      assert.lengthOf(await other.logs.query({ text }), 1, 'what is sent again is known');
      worker.terminate();
    });
  });

describe('the worker file in a page', () => {
  it('keeps the first runtime when it is loaded again', async () => {
    assert.strictEqual(await pageServe(), await pageServe());
  });
});

describe('the worker file', () => {
  it('leaves a page quiet: no error, no message, no global', async () => {
    const problems: unknown[] = [];
    const listen = (event: Event) => void problems.push(event);
    addEventListener('error', listen);
    addEventListener('unhandledrejection', listen);
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    await pageServe();
    const worker = new Worker(file);
    worker.onerror = listen;
    await connect(worker).hello(hello());
    await connect(worker).ingest({} as Batch).catch((error: unknown) => assert.instanceOf(error, Error));
    worker.terminate();
    removeEventListener('error', listen);
    removeEventListener('unhandledrejection', listen);
    assert.isEmpty(problems);
    assert.deepEqual(Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)), []);
  });
});
