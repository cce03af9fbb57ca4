import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ExportChunk, ExportCursor, LogEntry } from '../../../src/contract/log-entry.ts';
import type { ClientInfo, Scope } from '../../../src/contract/scope.ts';
import type { LogSignal } from '../../../src/contract/signal.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { LoggingService } from '../../../src/services/logging/logging-service.ts';
import type { Outbox, OutboxItem } from '../../../src/services/ports/outbox.ts';
import type { Chunk, Store } from '../../../src/services/ports/store.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { LogQueries, logKeeper } from '../../../src/services/logging/log-queries.ts';
import { answering } from '../../support/answering.ts';

const client = (tabId: string): ClientInfo => ({
  tabId,
  app: 'clinic',
  release: '1.4.2',
  environment: 'production',
  userAgent: 'Mozilla/5.0',
  language: 'en',
  timeZone: 'UTC',
  viewport: { width: 800, height: 600, pixelRatio: 1 },
  secureContext: true,
  features: {},
});
const scope: Scope = { sessionId: 's-1', url: 'https://clinic.example/', user: { id: 'user_7', profile: {} }, context: { component: 'api' } };
const signal = (seq: number, at: number, given: Partial<LogSignal> = {}): LogSignal => ({ kind: 'log', seq, at, scope, level: 'INFO', type: 'log', message: `line ${seq}`, ...given });

let store: Store;
let clock: FakeClock;
let sent: OutboxItem[];
const serve = (outbox: Outbox) => answering(new LoggingService({ outbox }), new LogQueries({ store, now: clock.now, random: Math.random, config: () => resolveConfig({}, 'https://clinic.example/'), mask: (value) => value }, async () => ({ errors: [], calls: [] })), logKeeper);
let service: ReturnType<typeof serve>;
const ingest = (tabId: string, signals: readonly LogSignal[]): Promise<LogEntry[]> => store.write(async (tx) => service.ingest(tx, client(tabId), signals));
const rows = (): Promise<Chunk<LogEntry>[]> => store.read((tx) => tx.list<Chunk<LogEntry>>('logs'));
/** The messages of a document, in their order. */
const bodies = (format: string, text: string): string[] => {
  if (format === 'ndjson') return messages(text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as LogEntry));
  if (format === 'json') return messages(JSON.parse(text) as LogEntry[]);
  const { resourceLogs } = JSON.parse(text) as { resourceLogs: { scopeLogs: { logRecords: { body: { stringValue: string } }[] }[] }[] };
  return resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ body }) => body.stringValue)));
};
const messages = (entries: readonly LogEntry[]): string[] => entries.map(({ message }) => message);

beforeEach(() => {
  store = createMemoryStore();
  clock = createFakeClock();
  sent = [];
  service = serve({ add: (_tx, endpoint, items) => void (endpoint === 'logs' && sent.push(...items)) });
});

describe('taking logs in', () => {
  it('makes complete entries, one row a batch, and queues the same for the backend', async () => {
    const at = clock.now();
    const entries = await ingest('k3f9a0', [signal(44, at, { context: { component: 'booking', step: 2 }, correlationId: 'r-1' }), signal(45, at + 5, { level: 'ERROR', error: { name: 'E', message: 'm', stack: '' } })]);
    assert.deepEqual(entries[0], {
      id: `log_${at}_k3f9a0-18`,
      timestamp: at,
      level: 'INFO',
      type: 'log',
      message: 'line 44',
      correlationId: 'r-1',
      sessionId: 's-1',
      tabId: 'k3f9a0',
      user: { id: 'user_7', profile: {} },
      context: { component: 'booking', step: 2 },
      error: null,
      app: 'clinic',
      release: '1.4.2',
      environment: 'production',
      url: 'https://clinic.example/',
    });
    const [row, ...others] = await rows();
    assert.equal(others.length, 0);
    assert.deepEqual([row?.from, row?.to, row?.items], [at, at + 5, entries]);
    assert.deepEqual(sent, entries);
  });

  it('stores a repeated batch once', async () => {
    const batch = [signal(1, clock.now())];
    await ingest('a', batch);
    await ingest('a', batch);
    assert.equal((await service.query()).length, 1);
  });

  it('keeps every level that a tab sends: one in debug mode shares the runtime with others', async () => {
    const at = clock.now();
    const batch = [signal(1, at, { level: 'DEBUG' }), signal(2, at, { level: 'TRACE' }), signal(3, at, { level: 'WARN' })];
    assert.deepEqual(messages(await ingest('a', batch)), ['line 1', 'line 2', 'line 3']);
    assert.deepEqual(await ingest('b', []), []);
    assert.equal((await rows()).length, 1, 'nothing sent, no row');
  });

  it('survives a restart of the runtime: all is in the store', async () => {
    await ingest('a', [signal(1, clock.now())]);
    const next = serve({ add: () => undefined });
    assert.deepEqual(messages(await next.query()), ['line 1']);
  });
});

describe('finding logs', () => {
  it('answers newest first, at most 200, and as many as asked', async () => {
    const at = clock.now();
    for (let batch = 0; batch < 30; batch++) await ingest('a', Array.from({ length: 10 }, (_, i) => signal(batch * 10 + i, at + batch * 250 + i)));
    assert.equal((await service.query()).length, 200);
    assert.deepEqual(messages(await service.query({ limit: 3 })), ['line 299', 'line 298', 'line 297']);
    assert.deepEqual(await service.query({ limit: 0 }), []);
  });

  it('sorts tabs whose batches overlap', async () => {
    const at = clock.now();
    await ingest('a', [signal(1, at), signal(2, at + 9_000)]);
    await ingest('b', [signal(3, at + 1_000), signal(4, at + 2_000)]);
    assert.deepEqual(messages(await service.query()), ['line 2', 'line 4', 'line 3', 'line 1']);
    assert.deepEqual(messages(await service.query({ limit: 1 })), ['line 2']);
    assert.deepEqual(messages(await service.query({ from: at + 2_000 })), ['line 2', 'line 4']);
    assert.deepEqual(messages(await service.query({ to: at + 2_000 })), ['line 3', 'line 1']);
  });

  it('keeps the order of one moment', async () => {
    const at = clock.now();
    await ingest('a', [signal(1, at), signal(2, at), signal(3, at)]);
    assert.deepEqual(messages(await service.query()), ['line 3', 'line 2', 'line 1']);
  });

  it('puts hours that a tab kept while offline where they belong', async () => {
    const at = clock.now();
    for (let minute = 0; minute < 100; minute++) await ingest('live', [signal(minute, at + minute * 60_000)]);
    await ingest('offline', [signal(1000, at + 30_000), signal(1001, at + 50 * 60_000 + 1), signal(1002, at + 98 * 60_000 + 1)]);
    assert.deepEqual(messages(await service.query({ limit: 3 })), ['line 99', 'line 1002', 'line 98']);
    assert.deepEqual(messages(await service.query({ from: at + 50 * 60_000, to: at + 51 * 60_000 })), ['line 1001', 'line 50']);
  });

  it('answers as a sort of everything would, whatever the batches and the limit', async () => {
    const batch = fc.array(fc.tuple(fc.nat(90_000), fc.constantFrom('INFO', 'WARN')), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 150, size: 'max' }), fc.integer({ min: 1, max: 300 }), fc.nat(90_000), async (batches, limit, from) => {
        await store.clear();
        const start = clock.now();
        const all: LogEntry[] = [];
        for (const [tab, lines] of batches.entries()) all.push(...(await ingest(`t${tab}`, lines.map(([offset, level], seq) => signal(seq, start + offset, { level: level as 'INFO' | 'WARN' })))));
        const expected = all.filter(({ level, timestamp }) => level === 'WARN' && timestamp >= start + from).map(({ timestamp }) => timestamp);
        expected.sort((a, b) => b - a);
        const found = await service.query({ level: 'WARN', from: start + from, limit });
        assert.deepEqual(found.map(({ timestamp }) => timestamp), expected.slice(0, limit));
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      }),
      { numRuns: 60 },
    );
  });

  it('takes bounds as they come', async () => {
    await ingest('a', [signal(1, clock.now())]);
    assert.equal((await service.query({ from: 0, to: Number.MAX_SAFE_INTEGER })).length, 1);
    assert.equal((await service.query({ from: -Infinity, to: Infinity })).length, 1);
  });
});

describe('writing logs out', () => {
  it('exports all that matches, as NDJSON unless asked otherwise', async () => {
    const at = clock.now();
    for (let batch = 0; batch < 150; batch++) await ingest('a', [signal(batch * 2, at + batch * 1000), signal(batch * 2 + 1, at + batch * 1000 + 1)]);
    const lines = (await service.export()).trimEnd().split('\n').map((line) => JSON.parse(line) as LogEntry);
    assert.deepEqual(messages(lines), Array.from({ length: 300 }, (_, i) => `line ${299 - i}`));
    assert.equal((JSON.parse(await service.export({ format: 'json', limit: 7 })) as unknown[]).length, 7);
    const otlp = JSON.parse(await service.export({ format: 'otlp' })) as { resourceLogs: { scopeLogs: { logRecords: unknown[] }[] }[] };
    assert.equal(otlp.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)).length, 300);
  });

  it('exports a range that ends now', async () => {
    await ingest('a', [signal(1, clock.now())]);
    clock.set(clock.now() + 3_600_000);
    await ingest('a', [signal(2, clock.now() - 1000)]);
    assert.deepEqual((JSON.parse(await service.export({ format: 'json', range: '15m' })) as LogEntry[]).map(({ message }) => message), ['line 2']);
    assert.equal((JSON.parse(await service.export({ format: 'json', range: 7_200_000 })) as unknown[]).length, 2);
    assert.equal(await service.export({ text: 'nowhere' }), '');
  });

  it('is written in parts that each read a few rows, and are the same document in any format', async () => {
    const at = clock.now();
    for (let batch = 0; batch < 200; batch++) await ingest(batch % 2 ? 'a' : 'b', [signal(batch * 2, at + batch * 1000, batch % 5 ? {} : { level: 'WARN' }), signal(batch * 2 + 1, at + batch * 1000 + 1500)]);
    for (const format of ['ndjson', 'json', 'otlp'] as const)
      for (const query of [{}, { level: 'WARN' }, { limit: 77 }, { from: at + 20_000, to: at + 90_000 }, { text: 'nowhere' }] as const) {
        const parts: string[] = [];
        let cursor: ExportCursor | null = null;
        do {
          const part: ExportChunk = await service.exportChunk({ format, ...query }, structuredClone(cursor));
          parts.push(part.text);
          cursor = part.cursor;
        } while (cursor);
        const whole = parts.join('');
        assert.equal(whole, await service.export({ format, ...query }));
        const expected = messages(await service.query({ ...query, limit: 'limit' in query ? query.limit : Infinity }));
        assert.deepEqual(bodies(format, whole), expected);
        if (!Object.keys(query).length) assert.ok(parts.length > 10 && parts.every((part) => part.length < whole.length / 5), `${parts.length} parts`);
      }
  });

  it('is the same in parts and at once, whatever the batches', async () => {
    const batch = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 150, size: 'max' }), fc.nat(3_000), async (batches, from) => {
        await store.clear();
        const start = clock.now();
        for (const [tab, lines] of batches.entries()) await ingest(`t${tab}`, lines.map((offset, seq) => signal(seq, start + offset)));
        const all = await service.query({ from: start + from, limit: Infinity });
        assert.deepEqual(JSON.parse(await service.export({ format: 'json', from: start + from })), all);
      }),
      { numRuns: 60 },
    );
  });

  it('of 100,000 entries holds some hundred at a time', async () => {
    const at = clock.now();
    for (let batch = 0; batch < 2_000; batch++) await ingest('a', Array.from({ length: 50 }, (_, i) => signal(batch * 50 + i, at + batch * 250 + i)));
    let most = 0;
    const watched: Store = {
      ...store,
      read: (run) =>
        store.read((tx) => {
          let read = 0;
          const list: typeof tx.list = async (table, range) => {
            const rows = await tx.list(table, range);
            for (const row of rows) read += (row as unknown as Chunk<LogEntry>).items.length;
            most = Math.max(most, read);
            return rows as never;
          };
          return run({ get: tx.get.bind(tx), count: tx.count.bind(tx), list });
        }),
    };
    const queries = new LogQueries({ store: watched, now: clock.now, random: Math.random, config: () => resolveConfig({}, 'https://clinic.example/'), mask: (value) => value }, async () => ({ errors: [], calls: [] }));
    let count = 0;
    let longest = 0;
    let cursor: ExportCursor | null = null;
    do {
      const part: ExportChunk = await queries.exportChunk({}, cursor);
      count += part.text.split('\n').length - 1;
      longest = Math.max(longest, part.text.length);
      cursor = part.cursor;
    } while (cursor);
    assert.equal(count, 100_000);
    assert.ok(most <= 1_000, `${most} entries in one reading`);
    assert.ok(longest <= 500_000, `${longest} characters in one part`);
  });

  it('ends where more rows than a page holds are of one moment', async () => {
    const at = clock.now();
    for (let row = 0; row < 100; row++) await ingest(`t${row}`, [signal(row, at)]);
    assert.equal(bodies('ndjson', await service.export()).length, 100);
    assert.equal(await service.export({ from: at + 10, to: at }), '');
  });

  it('what is logged while it is written is not in it', async () => {
    const at = clock.now();
    for (let batch = 0; batch < 40; batch++) await ingest('a', [signal(batch, at + batch * 1000)]);
    const first = await service.exportChunk();
    await ingest('b', [signal(900, at + 60_000)]);
    let { cursor } = first;
    let text = first.text;
    while (cursor) {
      const part: ExportChunk = await service.exportChunk({}, cursor);
      text += part.text;
      cursor = part.cursor;
    }
    assert.deepEqual(bodies('ndjson', text), Array.from({ length: 40 }, (_, i) => `line ${39 - i}`));
  });

  it('says which formats there are', async () => {
    await assert.rejects(service.export({ format: 'csv' as 'json' }), /expected ndjson \| json \| otlp, got "csv"/);
  });
});

describe('keeping no more than promised', () => {
  it('forgets what is older than the retention says', async () => {
    const [retention] = service.retention;
    assert.ok(retention);
    await ingest('a', [signal(1, clock.now())]);
    clock.set(clock.now() + retention.maxAge + 1000);
    await ingest('a', [signal(2, clock.now())]);
    await store.write((tx) => service.prune(tx, clock.now()));
    assert.deepEqual(messages(await service.query()), ['line 2']);
  });

  it('forgets the oldest rows beyond the bound', async () => {
    const maxRows = service.retention[0]?.maxRows ?? 0;
    const at = clock.now();
    await store.write(async (tx) => {
      for (let row = 0; row < maxRows + 3; row++) service.ingest(tx, client('a'), [signal(row, at + row)]);
    });
    await store.write((tx) => service.prune(tx, at));
    assert.equal(await store.read((tx) => tx.count('logs')), maxRows);
    assert.equal((await rows())[0]?.items[0]?.message, 'line 3');
  });

  it('erases and exports what concerns one user, and nothing else', async () => {
    const at = clock.now();
    const other: Scope = { ...scope, user: { id: 'user_8', profile: {} } };
    await ingest('a', [signal(1, at), signal(2, at, { scope: other }), signal(3, at, { scope: { ...scope, user: null }, context: { payload: [{ userId: 'user_7' }] } })]);
    for (let row = 0; row < 100; row++) await ingest('b', [signal(10 + row, at + row, { scope: row % 2 ? scope : other })]);
    assert.equal((await store.read((tx) => service.exportUser(tx, 'user_7'))).length, 52);
    assert.equal(await store.write((tx) => service.eraseUser(tx, 'user_7')), 52);
    assert.equal((await store.read((tx) => service.exportUser(tx, 'user_7'))).length, 0);
    assert.equal((await store.read((tx) => service.exportUser(tx, 'user_8'))).length, 51);
    assert.equal(await store.write((tx) => service.eraseUser(tx, 'user_7')), 0);
  });
});
