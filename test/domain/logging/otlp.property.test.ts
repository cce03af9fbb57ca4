import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logLevels } from '../../../src/contract/log-entry.ts';
import { toResourceLogs } from '../../../src/domain/logging/otlp.ts';
import { logEntry } from './log-entries.ts';

/**
 * opentelemetry-proto 1.x, `logs.proto` and `common.proto`, in the JSON mapping of OTLP: lowerCamelCase names, 64-bit integers as decimal texts, ids in hex, enums as
 * numbers. What stands here by its name is all that there may be.
 */
type Check = (value: unknown) => void;
const text: Check = (value) => assert.equal(typeof value, 'string');
const matching = (pattern: RegExp): Check => (value) => assert.match(value as string, pattern);
const list = (of: Check): Check => (value) => {
  assert.ok(Array.isArray(value));
  value.forEach(of);
};
const message = (fields: Readonly<Record<string, Check>>): Check => (value) => {
  assert.ok(typeof value === 'object' && value !== null);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    assert.ok(name in fields, `a field ${name}`);
    fields[name]?.(member);
  }
};
const anyValue: Check = (value) => {
  assert.ok(Object.keys(value as object).length <= 1, 'AnyValue is a oneof');
  message({
    stringValue: text,
    boolValue: (one) => assert.equal(typeof one, 'boolean'),
    intValue: matching(/^-?\d{1,19}$/),
    doubleValue: (one) => assert.ok(Number.isFinite(one) || ['NaN', 'Infinity', '-Infinity'].includes(one as string)),
    arrayValue: message({ values: list(anyValue) }),
    kvlistValue: message({ values: attributes }),
  })(value);
};
const attributes: Check = (value) => {
  list(message({ key: text, value: anyValue }))(value);
  const keys = (value as { key: string }[]).map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, 'keys are unique');
};
const logsData = message({
  resourceLogs: list(
    message({
      resource: message({ attributes }),
      scopeLogs: list(
        message({
          scope: message({ name: text, version: text }),
          logRecords: list(
            message({
              timeUnixNano: matching(/^\d{1,20}$/),
              severityNumber: (value) => assert.ok([1, 5, 9, 13, 17].includes(value as number)),
              severityText: text,
              body: anyValue,
              attributes,
              traceId: matching(/^(?!0+$)[\da-f]{32}$/),
            }),
          ),
        }),
      ),
    }),
  ),
});

test('whatever an entry holds, its export is a LogsData message', () => {
  const correlationId = fc.oneof(fc.constant(null), fc.string(), fc.uuid(), fc.stringMatching(/^[\dA-Fa-f]{32}$/), fc.constant('0'.repeat(32)));
  const context = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.constant(undefined), fc.maxSafeInteger()));
  const entry = fc.record({
    timestamp: fc.nat(4_102_444_800_000),
    level: fc.constantFrom(...logLevels),
    message: fc.string(),
    correlationId,
    context,
    user: fc.option(fc.record({ id: fc.string(), profile: context })),
    error: fc.option(fc.record({ name: fc.string(), message: fc.string(), stack: fc.string() })),
    app: fc.constantFrom('clinic', 'admin'),
    release: fc.constantFrom('1', '2'),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), (given) => {
      const entries = given.map((one) => logEntry(one));
      const data = JSON.parse(JSON.stringify({ resourceLogs: toResourceLogs(entries) })) as { resourceLogs: { scopeLogs: { logRecords: { severityText: string }[] }[] }[] };
      logsData(data);
      assert.equal(data.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)).length, entries.length);
    }),
  );
});
