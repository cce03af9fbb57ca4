import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { OpsOptions } from '../../src/contract/config.ts';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { cacheLimits } from '../../src/domain/errors/source-maps/map-cache.ts';
import { type FetchText, type FetchedText, Unreadable } from '../../src/worker/source-maps/fetch-text.ts';
import { createReader } from '../../src/worker/source-maps/reader.ts';
import { buildBooking, type BuiltScript, failureOf } from '../support/built-scripts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTestRuntime, origin, type TestRuntime, type TestTab } from '../support/test-runtime.ts';

const script = `${origin}/assets/app.js`;
let built: BuiltScript;
let failures: Readonly<Record<'book' | 'charge', Awaited<ReturnType<typeof failureOf>>>>;
before(async () => {
  built = await buildBooking();
  failures = { book: await failureOf(built.code, script, 'book'), charge: await failureOf(built.code, script, 'charge') };
});

type Files = Record<string, string | Partial<FetchedText> | Error>;

/** A runtime with a reader whose network is `files`. */
function readingRuntime(files: Files, sourceMaps: OpsOptions['sourceMaps'] = true) {
  const clock = createFakeClock();
  const asked: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = [];
  let held: Promise<void> | undefined;
  const fetchText: FetchText = async (url, headers) => {
    asked.push({ url, headers });
    await held;
    const file = files[url] ?? new Unreadable('the server answers 404');
    if (file instanceof Error) throw file;
    return { text: '', sourceMap: null, url, ...(typeof file === 'string' ? { text: file } : file) };
  };
  const ops = createTestRuntime({ clock, readSourceMaps: createReader({ fetchText, now: clock.now, origin }) });
  ops.runtime.start();
  const fails = async (tab: TestTab, name: 'book' | 'charge' = 'book', message?: string): Promise<ErrorRecord> => {
    const { name: type, message: said, stack } = failures[name];
    await tab.send({ kind: 'error', mechanism: 'onerror', handled: false, error: { name: type, message: message ?? said, stack: stack.replace(said, message ?? said) } });
    await settled();
    return (await ops.api.errors.getRecentErrors(1))[0]!;
  };
  const tab = async (id = 'a', options: OpsOptions = {}): Promise<TestTab> => {
    const one = ops.tab(id, { sourceMaps, ...options });
    await one.hello();
    return one;
  };
  return { ...ops, asked, urls: () => asked.map(({ url }) => url), fails, tab, hold: (until: Promise<void>) => (held = until), warnings: () => warningsOf(ops) };
}

const warningsOf = async ({ api }: TestRuntime): Promise<readonly string[]> => (await api.status()).warnings.filter((one) => one.startsWith('source maps: '));

/** What the runtime does on its own after a receipt: nothing of it waits for time. */
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 20));
const assets = (): Files => ({ [script]: built.code, [`${script}.map`]: built.map });

describe('an error of a built script', () => {
  test('shows where it comes from, in the group, its events and what the backend gets', async () => {
    const ops = readingRuntime(assets());
    const record = await ops.fails(await ops.tab());
    assert.deepEqual([record.frames[0]?.source?.function, record.frames[0]?.source?.file], ['BookingForm.submitBooking', `${origin}/src/booking.ts`]);
    assert.match(record.frames[0]?.file ?? '', /app\.js$/);
    const [group] = await ops.api.errors.getErrorGroups();
    assert.equal(group?.culprit, 'BookingForm.submitBooking (booking.ts:12)');
    assert.deepEqual((await ops.api.errors.getErrorGroup(group!.signature))?.events[0], record);
    await ops.clock.advance(2_500);
    assert.deepEqual(ops.backend.received('/api/errors'), [{ errors: [record] }]);
  });

  test('is in the group that it would be in without its map', async () => {
    const raw = readingRuntime({}, false);
    const resolved = readingRuntime(assets());
    assert.equal((await raw.fails(await raw.tab())).signature, (await resolved.fails(await resolved.tab())).signature);
    assert.deepEqual(raw.urls(), [], 'without the option nothing is asked for');
  });

  test('is stored and sent in time, whatever its map does', async () => {
    const ops = readingRuntime(assets());
    let release: () => void = () => undefined;
    ops.hold(new Promise((done) => (release = done)));
    const record = await ops.fails(await ops.tab());
    assert.equal(record.frames[0]?.source, undefined);
    await ops.clock.advance(2_500);
    assert.equal(ops.backend.received('/api/errors').length, 1);
    release();
    await settled();
    assert.ok((await ops.api.errors.getRecentErrors(1))[0]?.frames[0]?.source, 'written back when it comes');
    await ops.clock.advance(5_000);
    assert.equal(ops.backend.received('/api/errors').length, 1, 'and not sent twice');
  });

  test('that was erased in the meantime stays erased', async () => {
    const ops = readingRuntime(assets());
    let release: () => void = () => undefined;
    ops.hold(new Promise((done) => (release = done)));
    await ops.fails(await ops.tab());
    await ops.api.privacy.eraseUser('user_1');
    release();
    await settled();
    assert.deepEqual(await ops.api.errors.getRecentErrors(), []);
    assert.deepEqual(await ops.api.errors.getErrorGroups(), []);
  });

  test('shows no secret that stands in the source', async () => {
    const ops = readingRuntime(assets());
    const record = await ops.fails(await ops.tab(), 'charge');
    assert.equal(record.frames[1]?.source?.function, 'chargeCard');
    assert.match(record.frames[1]?.source?.context?.line ?? '', /Filtered/);
    assert.doesNotMatch(JSON.stringify(record), /sk_live_/);
  });
});

describe('a map', () => {
  test('is read once a release, for all tabs', async () => {
    const ops = readingRuntime(assets());
    await ops.fails(await ops.tab('a'));
    await ops.fails(await ops.tab('b'), 'charge');
    assert.deepEqual(ops.urls(), [script, `${script}.map`]);
  });

  test('is named by the response before the script', async () => {
    const ops = readingRuntime({ [script]: { text: built.code, sourceMap: '/maps/app.json' }, [`${origin}/maps/app.json`]: built.map });
    assert.ok((await ops.fails(await ops.tab())).frames[0]?.source);
    assert.deepEqual(ops.urls(), [script, `${origin}/maps/app.json`]);
  });

  test('is relative to where the script came from in the end', async () => {
    const ops = readingRuntime({ [script]: { text: built.code, url: `${origin}/v2/app.js` }, [`${origin}/v2/app.js.map`]: built.map });
    assert.ok((await ops.fails(await ops.tab())).frames[0]?.source);
  });

  test('may be in the script', async () => {
    const inline = await buildBooking({ sourcemap: 'inline' });
    const ops = readingRuntime({ [script]: inline.code });
    assert.equal((await ops.fails(await ops.tab())).frames[0]?.source?.function, 'BookingForm.submitBooking');
    const text = readingRuntime({ [script]: built.code.replace(/sourceMappingURL=.*/, `sourceMappingURL=data:application/json,${encodeURIComponent(built.map)}`) });
    assert.ok((await text.fails(await text.tab())).frames[0]?.source);
  });

  test('may begin with the line that keeps JSON from running', async () => {
    const ops = readingRuntime({ ...assets(), [`${script}.map`]: `)]}'\n${built.map}` });
    assert.ok((await ops.fails(await ops.tab())).frames[0]?.source);
  });

  const broken: readonly (readonly [what: string, files: () => Files, warning: RegExp])[] = [
    ['that is not there', () => ({ [script]: built.code }), /answers 404/],
    ['whose script is not there', () => ({}), /answers 404/],
    ['that is no JSON', () => ({ ...assets(), [`${script}.map`]: '<!doctype html>' }), /JSON/],
    ['that is no map', () => ({ ...assets(), [`${script}.map`]: '{"errors":[]}' }), /no source map of version 3/],
    ['with sections that are none', () => ({ ...assets(), [`${script}.map`]: '{"version":3,"sections":[null]}' }), /no source map of version 3/],
    ['at an address that is none', () => ({ [script]: { text: built.code, sourceMap: 'https://' } }), /URL/i],
    ['of another build', () => ({ [script]: `${built.code}\n//# debugId=85314830-023f-4cf1-a267-535f4e37bb17\n`, [`${script}.map`]: JSON.stringify({ ...(JSON.parse(built.map) as object), debugId: '00000000-023f-4cf1-a267-535f4e37bb17' }) }), /another build/],
  ];
  for (const [what, files, warning] of broken)
    test(`${what} leaves the frames as they are, says so once, and is not asked for again in this release`, async () => {
      const ops = readingRuntime(files());
      const tab = await ops.tab();
      const record = await ops.fails(tab);
      assert.ok(record.frames[0] && !record.frames[0].source);
      const asked = ops.urls();
      await ops.fails(tab, 'charge');
      assert.deepEqual(ops.urls(), asked);
      const warnings = await ops.warnings();
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, warning);
    });

  test('that could not be had for a while is asked for again after five minutes', async () => {
    const files: Files = { ...assets(), [`${script}.map`]: new Unreadable('the server answers 503', true) };
    const ops = readingRuntime(files);
    const tab = await ops.tab();
    await ops.fails(tab);
    files[`${script}.map`] = built.map;
    assert.equal((await ops.fails(tab, 'charge')).frames[0]?.source, undefined);
    await ops.clock.advance(cacheLimits.retry);
    assert.ok((await ops.fails(tab, 'book', 'again')).frames[0]?.source);
  });

  test('is forgotten when it was not needed for half an hour', async () => {
    const ops = readingRuntime(assets());
    const tab = await ops.tab();
    await ops.fails(tab);
    await ops.clock.advance(cacheLimits.age);
    await ops.fails(tab, 'charge');
    assert.equal(ops.urls().length, 4);
  });

  test('that a script does not name is none to warn of', async () => {
    const ops = readingRuntime({ [script]: built.code.replace(/\/\/#.*/, '') });
    await ops.fails(await ops.tab());
    assert.deepEqual(await ops.warnings(), []);
  });
});

describe('headers', () => {
  const headers = { authorization: 'Bearer for-our-own-maps' };
  const sent = async (files: Files, options: OpsOptions['sourceMaps']): Promise<readonly (readonly [string, boolean])[]> => {
    const ops = readingRuntime(files, options);
    await ops.fails(await ops.tab());
    return ops.asked.map(({ url, headers }) => [new URL(url).host, 'authorization' in headers]);
  };
  const elsewhere = (): Files => ({ [script]: { text: built.code, sourceMap: 'https://maps.example/app.map' }, 'https://maps.example/app.map': built.map });

  test('go to the own origin', async () => assert.deepEqual(await sent(assets(), { headers }), [['clinic.test', true], ['clinic.test', true]]));
  test('go to no other address that a script names', async () => assert.deepEqual(await sent(elsewhere(), { headers }), [['clinic.test', true], ['maps.example', false]]));
  test('go where match says', async () => {
    assert.deepEqual(await sent(elsewhere(), { headers, match: ['^http://clinic\\.test/', '^https://maps\\.example/'] }), [['clinic.test', true], ['maps.example', true]]);
  });
});

test('without the file of the reader, frames stay raw and the status says so once', async () => {
  let asked = 0;
  const ops = createTestRuntime({ readSourceMaps: async () => { asked++; throw new TypeError('Failed to fetch dynamically imported module'); } });
  ops.runtime.start();
  const tab = ops.tab('a', { sourceMaps: true });
  await tab.hello();
  for (const { name, message, stack } of Object.values(failures)) await tab.send({ kind: 'error', mechanism: 'onerror', handled: false, error: { name, message, stack } });
  await settled();
  assert.equal(asked, 2);
  assert.deepEqual(await warningsOf(ops), ['source maps: TypeError: Failed to fetch dynamically imported module']);
  assert.equal((await ops.api.errors.getRecentErrors()).length, 2);
});
