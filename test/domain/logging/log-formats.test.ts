import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogEntry } from '../../../src/contract/log-entry.ts';
import { logFormats } from '../../../src/domain/logging/log-formats.ts';
import { logEntry } from './log-entries.ts';

const write = (name: keyof typeof logFormats, entries: readonly LogEntry[]): string => {
  const { head, tail, write } = logFormats[name];
  return head + write(entries) + tail;
};

interface Otlp {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: unknown }[] };
    readonly scopeLogs: readonly { readonly logRecords: readonly Readonly<Record<string, unknown>>[] }[];
  }[];
}
const otlp = (entries: readonly LogEntry[]): Otlp => JSON.parse(write('otlp', entries)) as Otlp;
const attributesOf = (of: unknown): Record<string, unknown> =>
  Object.fromEntries((of as { attributes: { key: string; value: unknown }[] }).attributes.map(({ key, value }) => [key, value]));

describe('NDJSON and JSON', () => {
  const entries = [logEntry(), logEntry({ message: 'two\nlines', context: { ok: true } })];

  it('is one entry a line', () => {
    const lines = write('ndjson', entries).split('\n');
    assert.equal(lines.pop(), '');
    assert.deepEqual(lines.map((line) => JSON.parse(line) as unknown), entries);
  });

  it('is an array', () => assert.deepEqual(JSON.parse(write('json', entries)), entries));

  it('is valid without a single entry', () => {
    assert.equal(write('ndjson', []), '');
    assert.deepEqual(JSON.parse(write('json', [])), []);
    assert.deepEqual(otlp([]), { resourceLogs: [] });
  });
});

describe('OTLP/JSON', () => {
  it('has times in nanoseconds as texts, exact beyond what a double holds', () => {
    const [log] = otlp([logEntry({ timestamp: 1767603600123.25 })]).resourceLogs;
    assert.equal(log?.scopeLogs[0]?.logRecords[0]?.timeUnixNano, '1767603600123250000');
  });

  it('has the severity numbers of the log data model', () => {
    const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
    const records = otlp(levels.map((level) => logEntry({ level }))).resourceLogs[0]?.scopeLogs[0]?.logRecords;
    assert.deepEqual(records?.map(({ severityNumber, severityText }) => [severityNumber, severityText]), [[1, 'TRACE'], [5, 'DEBUG'], [9, 'INFO'], [13, 'WARN'], [17, 'ERROR']]);
  });

  it('has a trace id only where the correlation id is one', () => {
    const ids = ['4BF92F3577B34DA6A3CE929D0E0E4736', '550e8400-e29b-41d4-a716-446655440000', '0'.repeat(32), null];
    const records = otlp(ids.map((correlationId) => logEntry({ correlationId }))).resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
    assert.deepEqual(records.map(({ traceId }) => traceId), ['4bf92f3577b34da6a3ce929d0e0e4736', undefined, undefined, undefined]);
    assert.deepEqual(records.map((record) => attributesOf(record)['correlation.id']), [undefined, { stringValue: ids[1] }, { stringValue: ids[2] }, undefined]);
  });

  it('has every kind of value as its AnyValue', () => {
    const context = { text: 'x', whole: 7, real: 0.5, huge: 1e300, endless: Infinity, yes: true, nothing: null, list: [1, null, 'a'], inner: { deep: false } };
    const [record] = otlp([logEntry({ context })]).resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
    assert.deepEqual(attributesOf(record).context, {
      kvlistValue: {
        values: [
          { key: 'text', value: { stringValue: 'x' } },
          { key: 'whole', value: { intValue: '7' } },
          { key: 'real', value: { doubleValue: 0.5 } },
          { key: 'huge', value: { doubleValue: 1e300 } },
          { key: 'endless', value: { doubleValue: 'Infinity' } },
          { key: 'yes', value: { boolValue: true } },
          { key: 'list', value: { arrayValue: { values: [{ intValue: '1' }, {}, { stringValue: 'a' }] } } },
          { key: 'inner', value: { kvlistValue: { values: [{ key: 'deep', value: { boolValue: false } }] } } },
        ],
      },
    });
  });

  it('names the resource, one for each application and release, and the exception and the user', () => {
    const error = { name: 'TypeError', message: 'x is null', stack: 'TypeError: x is null\n  at f' };
    const { resourceLogs } = otlp([logEntry({ error, user: { id: 'user_7', profile: { type: 'patient' } } }), logEntry({ app: 'admin' }), logEntry()]);
    assert.deepEqual(resourceLogs.map((one) => [attributesOf(one.resource)['service.name'], one.scopeLogs[0]?.logRecords.length]), [[{ stringValue: 'clinic' }, 2], [{ stringValue: 'admin' }, 1]]);
    const attributes = attributesOf(resourceLogs[0]?.scopeLogs[0]?.logRecords[0]);
    assert.deepEqual(attributes['exception.type'], { stringValue: 'TypeError' });
    assert.deepEqual(attributes['exception.stacktrace'], { stringValue: error.stack });
    assert.deepEqual(attributes['user.id'], { stringValue: 'user_7' });
    assert.deepEqual(attributes['session.id'], { stringValue: 's-1' });
  });
});
