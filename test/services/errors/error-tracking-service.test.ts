import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GroupQuery } from '../../../src/contract/error-record.ts';
import type { Signal } from '../../../src/contract/signal.ts';
import { client, createBench, only, scope } from './error-bench.ts';

const hour = 3_600_000;

describe('an error becomes a record', () => {
  it('with all that seed.md shows', async () => {
    const bench = createBench();
    const error = bench.error({
      context: { component: 'AppointmentBooking' },
      scope: { ...scope, user: { id: 'user_123', profile: { subscription: 'premium' } }, context: { feature: 'appointment_booking' } },
      error: { name: 'TypeError', message: 'boom', stack: 'TypeError: boom\n    at save (https://clinic.example/app.js:10:5)', props: { code: 'E42' }, causes: [{ name: 'Error', message: 'why', stack: 'Error: why\n    at deep (https://clinic.example/app.js:2:3)' }] },
      performance: { pageAge: 1_200, vitals: { lcp: 900 } },
    });
    const { records } = await bench.ingest([error]);
    const record = only(records);
    assert.match(record.id, /^error_\d+_tab1-\w+$/);
    assert.deepEqual(
      { ...record, id: '', signature: '', fingerprint: '' },
      {
        id: '',
        timestamp: bench.clock.now(),
        name: 'TypeError',
        message: 'boom',
        stack: error.error.stack,
        frames: [{ function: 'save', file: 'https://clinic.example/app.js', line: 10, column: 5, inApp: true }],
        cause: [{ name: 'Error', message: 'why', frames: [{ function: 'deep', file: 'https://clinic.example/app.js', line: 2, column: 3, inApp: true }] }],
        category: 'javascript',
        severity: 'HIGH',
        mechanism: 'onerror',
        handled: false,
        url: scope.url,
        userId: 'user_123',
        sessionId: 'session1',
        tabId: 'tab1',
        app: 'clinic',
        release: '1.4.2',
        environment: 'production',
        browserContext: { browser: 'chrome', browserVersion: '156', userAgent: client.userAgent, language: 'en', timeZone: 'UTC', viewport: client.viewport, secureContext: true },
        appContext: { feature: 'appointment_booking', component: 'AppointmentBooking', user: { id: 'user_123', subscription: 'premium' }, properties: { code: 'E42' } },
        signature: '',
        fingerprint: '',
        tags: ['browser:chrome', 'url:/appointments/book', 'release:1.4.2', 'environment:production', 'mechanism:onerror', 'handled:false'],
        breadcrumbs: [],
        performance: { pageAge: 1_200, vitals: { lcp: 900 } },
      },
    );
  });

  it('in the words of the `error` event, it is the error that it tells of', async () => {
    const bench = createBench();
    const { records } = await bench.ingest([bench.error({ error: { name: 'Error', message: 'Uncaught SecurityError: Blocked a frame', stack: '' } })]);
    const { name, message, category } = only(records);
    assert.deepEqual([name, message, category], ['SecurityError', 'Blocked a frame', 'security']);
  });

  it('has the members of the error that it does not show anyway, if there are any', async () => {
    const bench = createBench();
    const propertiesOf = async (props: Readonly<Record<string, unknown>>) => only((await bench.ingest([bench.error({ error: { name: 'Error', message: 'x', stack: 'at home', props, causes: [] } })])).records).appContext.properties;
    assert.equal(await propertiesOf({}), undefined);
    assert.equal(await propertiesOf({ stack: 'at home' }), undefined);
    assert.deepEqual(await propertiesOf({ stack: 'at home', code: 7 }), { code: 7 });
  });

  it('`Script error.` is kept, marked, and says what to do', async () => {
    const bench = createBench();
    const { records } = await bench.ingest([bench.error({ error: { name: 'Error', message: 'Script error.', stack: '' } })]);
    assert.ok(only(records).tags.includes('cross-origin:true'));
    const other = await bench.ingest([bench.error({ error: { name: 'Error', message: 'Script error in line 3', stack: '' } })]);
    assert.ok(!only(other.records).tags.includes('cross-origin:true'));
    assert.match(String(only(records).appContext.advice), /crossorigin="anonymous"/);
  });

  it('is stored, sent, and a critical one is sent as an alert too', async () => {
    const bench = createBench();
    const { records } = await bench.ingest([bench.error(), bench.error({ severity: 'CRITICAL', message: 'worse' })]);
    assert.deepEqual(bench.sent.map(({ endpoint, items }) => [endpoint, items.map(({ id }) => id)]), [
      ['errors', records.map(({ id }) => id)],
      ['errorAlert', [records[1]?.id]],
    ]);
    assert.deepEqual((await bench.service.getRecentErrors()).map(({ id }) => id).sort(), records.map(({ id }) => id).sort());
  });
});

describe('the way to an error', () => {
  it('holds what happened before it, of all kinds and in order, and nothing after it', async () => {
    const bench = createBench();
    const click: Signal = bench.signal({ kind: 'breadcrumb', crumb: { at: 1, category: 'ui', message: 'click button#book', level: 'INFO' } } as const);
    const call: Signal = bench.signal({ kind: 'api', method: 'POST', url: 'https://api.example.com/api/book?t=1', status: 500, outcome: 'server_error', duration: 120, correlationId: 'c1' } as const);
    const log: Signal = bench.signal({ kind: 'log', level: 'WARN', type: 'log', message: 'retrying' } as const);
    const first = bench.error();
    const second = bench.error({ message: 'other' });
    const after: Signal = bench.signal({ kind: 'log', level: 'INFO', type: 'log', message: 'later' } as const);
    const { records } = await bench.ingest([click, call, log, first, second, after]);
    assert.deepEqual(records[0]?.breadcrumbs.map(({ category, message, level }) => [category, message, level]), [
      ['ui', 'click button#book', 'INFO'],
      ['api', 'POST /api/book 500', 'ERROR'],
      ['log', 'retrying', 'WARN'],
    ]);
    assert.deepEqual(records[1]?.breadcrumbs.at(-1)?.message, 'TypeError: x is not a function');
    assert.deepEqual(records[0]?.breadcrumbs[1]?.data, { method: 'POST', url: 'https://api.example.com/api/book?t=1', status: 500, outcome: 'server_error', duration: 120, correlationId: 'c1' });
  });

  it('goes on from batch to batch and from tab to tab of a session, and not into another session', async () => {
    const bench = createBench();
    await bench.ingest([bench.signal({ kind: 'log', level: 'INFO', type: 'log', message: 'one' } as const)]);
    await bench.ingest([bench.signal({ kind: 'log', level: 'INFO', type: 'log', message: 'two' } as const)], { ...client, tabId: 'tab2' });
    const { records } = await bench.ingest([bench.error({ scope: { ...scope, sessionId: 'other' } }), bench.error({ message: 'mine' })]);
    assert.deepEqual(records.map(({ breadcrumbs }) => breadcrumbs.map(({ message }) => message)), [[], ['one', 'two']]);
  });
});

describe('occurrences', () => {
  it('seen by console.error and by the window, or by two tabs, count once', async () => {
    const bench = createBench();
    const first = await bench.ingest([bench.error(), bench.error({ mechanism: 'console', handled: true })]);
    const second = await bench.ingest([bench.error()], { ...client, tabId: 'tab2' });
    assert.deepEqual([first.records.length, first.duplicates, second.records.length, second.duplicates], [1, 1, 0, 1]);
    await bench.clock.advance(1_500);
    assert.equal((await bench.ingest([bench.error()], { ...client, tabId: 'tab2' })).records.length, 1);
    assert.equal((await bench.service.getErrorGroups())[0]?.count, 2);
  });

  it('of a loop all count, in one group, with one read and one write of each row', async () => {
    const bench = createBench();
    const { records, duplicates } = await bench.ingest(Array.from({ length: 200 }, () => bench.error()));
    assert.deepEqual([records.length, duplicates], [200, 0]);
    assert.equal((await bench.service.getErrorGroups())[0]?.count, 200);
    assert.deepEqual(bench.touched.get, ['sessions', 'groups']);
    assert.deepEqual(bench.touched.put, ['sessions', 'groups', 'errors']);
  });

  it('that are noise are left out and counted', async () => {
    const bench = createBench();
    const { records, ignored } = await bench.ingest([
      bench.error({ message: 'ResizeObserver loop limit exceeded' }),
      bench.error({ error: { name: 'Error', message: 'x', stack: 'Error: x\n    at a (chrome-extension://abc/i.js:1:1)' } }),
      bench.error({ message: 'ResizeObserver loop limit exceeded' }),
    ]);
    assert.deepEqual([records.length, ignored], [0, { ignored: 3, 'ignored: extension': 1, 'ignored: resize_observer': 2 }]);
    assert.deepEqual(await bench.service.getErrorGroups(), []);
  });
});

describe('groups', () => {
  it('one fault from three engines, of which one does not name the property, is one', async () => {
    const bench = createBench();
    const from = (message: string, stack: string) => bench.error({ error: { name: 'TypeError', message, stack } });
    await bench.ingest([from('e is undefined', 'save@https://h/app.js:10:7\n')], { ...client, tabId: 'firefox' });
    await bench.ingest([from("Cannot read properties of undefined (reading 'slot')", "TypeError: Cannot read properties of undefined (reading 'slot')\n    at Booking.save (https://h/app.js:10:5)")]);
    await bench.ingest([from("undefined is not an object (evaluating 'e.slot')", 'save@https://h/app.js:10:9')], { ...client, tabId: 'safari' });
    assert.deepEqual((await bench.service.getErrorGroups()).map(({ count }) => count), [3]);
    await bench.ingest([from("Cannot read properties of undefined (reading 'price')", "TypeError: Cannot read properties of undefined (reading 'price')\n    at Booking.save (https://h/app.js:12:5)")]);
    assert.equal((await bench.service.getErrorGroups()).length, 2);
  });

  it('open with their newest twenty occurrences', async () => {
    const bench = createBench();
    for (let n = 0; n < 25; n += 1) {
      await bench.clock.advance(2_000);
      await bench.ingest([bench.error({ message: `no doctor ${n}`, error: { name: 'Error', message: `no doctor ${n}`, stack: 'find@https://h/a.js:1:1' } })]);
    }
    const [group] = await bench.service.getErrorGroups();
    const detail = await bench.service.getErrorGroup(group?.signature ?? '');
    assert.deepEqual([group?.count, detail?.events.length, detail?.events[0]?.message, detail?.events[19]?.message], [25, 20, 'no doctor 24', 'no doctor 5']);
    assert.equal(await bench.service.getErrorGroup('nothing'), null);
  });

  it('are found by release, page, browser, mechanism, user and session, by one occurrence that fits all that is asked', async () => {
    const bench = createBench();
    const edge = { ...client, release: '2.0.0', tabId: 'edge', userAgent: 'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0' };
    const other = { name: 'Error', message: 'printer is on fire', stack: 'print@https://h/a.js:1:1' };
    const one = only((await bench.ingest([bench.error()])).records);
    await bench.clock.advance(2_000);
    await bench.ingest([bench.error({ scope: { ...bench.error().scope, url: 'https://h/pay?x=1', sessionId: 'late', user: { id: 'ann', profile: {} } } }), bench.error({ error: other, mechanism: 'manual' })], edge);
    const [two] = await bench.service.getErrorGroups({ text: 'printer' });
    assert.ok(two);
    const found = async (query: GroupQuery): Promise<readonly string[]> => (await bench.service.getErrorGroups(query)).map(({ signature }) => signature);
    const both = (await found({})).toSorted();
    assert.deepEqual(both, [one.signature, two.signature].toSorted());
    assert.deepEqual((await found({ release: '2.0.0' })).toSorted(), both);
    assert.deepEqual(await found({ release: one.release || 'unknown' }), [one.signature]);
    assert.deepEqual(await found({ page: '/pay' }), [one.signature]);
    assert.deepEqual((await found({ browser: ['edge', 'opera'] })).toSorted(), both);
    assert.deepEqual(await found({ mechanism: 'manual' }), [two.signature]);
    assert.deepEqual(await found({ userId: 'ann' }), [one.signature]);
    assert.deepEqual(await found({ sessionId: 'late' }), [one.signature]);
    assert.deepEqual(await found({ page: '/pay', release: one.release || 'unknown' }), [], 'no occurrence is both');
    assert.deepEqual(await found({ page: '/pay', status: 'resolved' }), []);
    assert.deepEqual(await found({ page: '/pay', range: { from: 0, to: one.timestamp + 1 } }), [], 'not there at that time');
    // What the statistics call it is what it is found by.
    const { byPage, byBrowser, byRelease } = await bench.service.getErrorStats();
    for (const page of Object.keys(byPage)) assert.ok((await found({ page })).length, page);
    for (const browser of Object.keys(byBrowser)) assert.ok((await found({ browser })).length, browser);
    for (const release of Object.keys(byRelease)) assert.ok((await found({ release })).length, release);
  });

  it('resolved ones open again when the fault comes back; who resolved is scrubbed', async () => {
    const bench = createBench();
    const signature = only((await bench.ingest([bench.error()])).records).signature;
    const resolved = await bench.service.setGroupStatus(signature, 'resolved', 'admin', 'fixed, secret');
    assert.ok(resolved.ok);
    assert.deepEqual(resolved.value.statusBy, { userId: 'admin', at: bench.clock.now(), reason: 'fixed, [Filtered]' });
    await bench.clock.advance(60_000);
    await bench.ingest([bench.error()]);
    assert.deepEqual((await bench.service.getErrorGroups({ status: 'unresolved' })).map(({ isRegressed }) => isRegressed), [true]);
  });

  it('a group that is not there is said so', async () => {
    const bench = createBench();
    assert.deepEqual(await bench.service.setGroupStatus('nothing', 'resolved', '', ''), { ok: false, error: 'no error group nothing' });
  });
});

describe('groups over time', () => {
  const lastOf = async (bench: ReturnType<typeof createBench>) => {
    const [group] = await bench.service.getErrorGroups();
    assert.ok(group);
    return group;
  };

  it('tell the hours of a day and the days of a month', async () => {
    const bench = createBench();
    await bench.ingest([bench.error()]);
    await bench.clock.advance(3 * 24 * hour);
    await bench.ingest([bench.error(), bench.error()]);
    const { trend, daily, count } = await lastOf(bench);
    assert.deepEqual([trend.length, trend.at(-1), trend.reduce((a, b) => a + b)], [24, 2, 2]);
    assert.deepEqual([daily.length, daily.at(-1), daily.at(-4), daily.reduce((a, b) => a + b), count], [30, 2, 1, 3, 3]);
    await bench.clock.advance(40 * 24 * hour);
    assert.deepEqual((await lastOf(bench)).daily, Array.from({ length: 30 }, () => 0));
  });

  it('that were resolved come back with the release that brought them back, until somebody decides anew', async () => {
    const bench = createBench();
    const { signature } = only((await bench.ingest([bench.error()])).records);
    await bench.service.resolveGroup(signature, 'admin', 'fixed');
    assert.equal((await lastOf(bench)).status, 'resolved');
    await bench.clock.advance(60_000);
    await bench.ingest([bench.error()], { ...client, release: '1.5.0' });
    const { status, isRegressed, regressedIn, firstRelease, lastRelease } = await lastOf(bench);
    assert.deepEqual([status, isRegressed, regressedIn, firstRelease, lastRelease], ['unresolved', true, '1.5.0', '1.4.2', '1.5.0']);
    await bench.service.reopenGroup(signature);
    const seen = await lastOf(bench);
    assert.deepEqual([seen.isRegressed, seen.regressedIn], [false, undefined]);
  });

  it('are ignored for ever, until a time, or for so many occurrences', async () => {
    const bench = createBench();
    const { signature } = only((await bench.ingest([bench.error()])).records);
    const again = async (ms = 2_000) => {
      await bench.clock.advance(ms);
      await bench.ingest([bench.error()]);
      return (await lastOf(bench)).status;
    };
    await bench.service.ignoreGroup(signature, 'admin', 'known');
    assert.deepEqual((await lastOf(bench)).statusBy, { userId: 'admin', reason: 'known', at: bench.clock.now() });
    assert.deepEqual([await again(), await again(40 * 24 * hour)], ['ignored', 'ignored']);

    await bench.service.ignoreGroup(signature, { count: 2, userId: 'admin', reason: 'known' });
    assert.deepEqual([await again(), await again(), await again()], ['ignored', 'ignored', 'unresolved']);
    assert.equal((await lastOf(bench)).isRegressed, true);

    await bench.service.ignoreGroup(signature, { until: bench.clock.now() + hour });
    assert.deepEqual([await again(), (await bench.service.getErrorGroups({ status: 'ignored' })).length], ['ignored', 1]);
    await bench.clock.advance(hour);
    assert.deepEqual([(await lastOf(bench)).status, (await bench.service.getErrorGroups({ status: 'ignored' })).length], ['unresolved', 0], 'the time is over though nothing happened');
    assert.equal(await again(), 'unresolved');
  });

  it('a limit that is none is refused in words', async () => {
    const bench = createBench();
    const { signature } = only((await bench.ingest([bench.error()])).records);
    assert.deepEqual(await bench.service.ignoreGroup(signature, { count: -1 }), { ok: false, error: 'ignoreGroup: option "count": expected occurrences, a number above 0, got -1' });
    assert.deepEqual(await bench.service.ignoreGroup(signature, { until: 'tomorrow' as never }), { ok: false, error: 'ignoreGroup: option "until": expected epoch ms, a number above 0, got tomorrow' });
    assert.deepEqual(await bench.service.ignoreGroup('nothing'), { ok: false, error: 'no error group nothing' });
  });

  it('say how many of those who were here they met', async () => {
    const bench = createBench();
    const by = (sessionId: string, id: string | null) => ({ scope: { ...scope, sessionId, user: id ? { id, profile: {} } : null } });
    const { signature } = only((await bench.ingest([bench.error(by('s1', 'ann'))])).records);
    await bench.ingest([bench.error({ ...by('s2', 'bob'), message: 'another', fn: 'other' }), bench.signal({ kind: 'log', level: 'INFO', type: 'log', message: 'x', ...by('s3', 'cay') } as const), bench.signal({ kind: 'log', level: 'INFO', type: 'log', message: 'x', ...by('s4', null) } as const)]);
    assert.deepEqual((await bench.service.getErrorGroup(signature))?.impact, { sessions: 1, sessionShare: 0.25, users: 1, userShare: 1 / 3 });
  });
});

describe('why errors are one group', () => {
  const explain = async (error: { name: string; message: string; stack: string }, fingerprint: Record<string, string> = {}) => {
    const bench = createBench({ errors: { fingerprint } });
    const { signature } = only((await bench.ingest([bench.error({ error })])).records);
    const explanation = (await bench.service.getErrorGroup(signature))?.explanation;
    assert.ok(explanation);
    return explanation;
  };

  it('the words of browsers for one fault', async () => {
    const { rule, what, names, place, says } = await explain({
      name: 'TypeError',
      message: "Cannot read properties of undefined (reading 'slot')",
      stack: "TypeError: Cannot read properties of undefined (reading 'slot')\n    at Array.map (<anonymous>)\n    at save (https://h/app-1a2b3c4d.js:10:5)\n    at async submit (https://h/app-1a2b3c4d.js:20:5)",
    });
    assert.deepEqual([rule, what, names, place], ['engine', 'nullish', 'slot', ['app.js', 'save']]);
    assert.deepEqual(says, [
      `"Cannot read properties of undefined (reading 'slot')" is one of the ways in which browsers say "nullish": their words do not count.`,
      '"slot" is what the message names: another one is another group.',
      'It happened in save of app.js: lines, columns and the hash of a build do not count.',
      'Frames of libraries, extensions and the browser were left out.',
      'What lies behind an await was left out: only some browsers show it.',
    ]);
  });

  it('an exception of the platform, and words of the application', async () => {
    assert.equal((await explain({ name: 'QuotaExceededError', message: 'The quota has been exceeded.', stack: 'save@https://h/a.js:1:1' })).rule, 'exception');
    const own = await explain({ name: 'BookingError', message: 'Slot 4711 is taken', stack: '' });
    assert.deepEqual([own.rule, own.what], ['message', 'BookingError: slot <n> is taken']);
    assert.ok(own.says.includes('There is no stack: the message alone counts.'));
  });

  it('a browser that does not name the property is said to be one', async () => {
    const bench = createBench();
    await bench.ingest([bench.error({ error: { name: 'TypeError', message: "Cannot read properties of undefined (reading 'slot')", stack: 'TypeError: x\n    at save (https://h/app.js:10:5)' } })]);
    await bench.clock.advance(5_000);
    const { signature } = only((await bench.ingest([bench.error({ error: { name: 'TypeError', message: 'e is undefined', stack: 'save@https://h/app.js:10:7\n' } })], { ...client, tabId: 'firefox' })).records);
    const detail = await bench.service.getErrorGroup(signature);
    assert.equal(detail?.count, 2);
    assert.match(String(detail?.explanation?.says.at(-1)), /found by line 10 of the same function/);
  });

  it('a rule of the options, which comes before all others and may part a group by what it finds', async () => {
    const fingerprint = { 'old deployment': '^ChunkLoadError|Loading chunk', 'rpc $1': '^RpcError: (\\w+)', 'all of the calendar': '^render \\(.*/calendar' };
    const bench = createBench({ errors: { fingerprint } });
    const error = (name: string, message: string, stack = '') => bench.error({ error: { name, message, stack } });
    const { records } = await bench.ingest([
      error('ChunkLoadError', 'Loading chunk 4 failed.'),
      error('Error', 'Loading chunk 9 failed', 'route@https://h/a.js:1:1'),
      error('RpcError', 'getDoctors failed in 12 ms'),
      error('RpcError', 'getSlots failed in 9 ms'),
      error('RpcError', 'getSlots was refused'),
      error('TypeError', 'a is not a function', 'render@https://h/calendar.js:1:1'),
      error('RangeError', 'Invalid time value', 'render@https://h/calendar.js:9:1'),
    ]);
    const [chunk, chunk2, doctors, slots, slots2, calendar, calendar2] = records.map(({ signature }) => signature);
    assert.deepEqual([chunk2, slots2, calendar2], [chunk, slots, calendar]);
    assert.equal(new Set([chunk, doctors, slots, calendar]).size, 4);
    const { rule, what, says } = (await bench.service.getErrorGroup(slots ?? ''))?.explanation ?? {};
    assert.deepEqual([rule, what], ['fingerprint', 'rpc getSlots']);
    assert.match(String(says), /errors\.fingerprint makes the group "rpc getSlots" of all that fits \^RpcError: \(\\w\+\)/);
  });
});

describe('calls of an API', () => {
  const calls = (bench: ReturnType<typeof createBench>) => {
    const call = (url: string, more: object = {}) => bench.signal({ kind: 'api', method: 'GET', url: `https://api.example.com${url}`, status: 200, outcome: 'ok', duration: 50, ...more } as const) as Signal;
    return [
      call('/doctors/1?q=2'),
      call('/doctors/2', { status: 503, outcome: 'server_error', correlationId: 'c1' }),
      call('/doctors/3', { status: 503, outcome: 'server_error' }),
      call('/slots', { status: 0, outcome: 'network' }),
      call('/slots', { status: 0, outcome: 'aborted', duration: 9_000 }),
      call('/slots', { status: 404, outcome: 'client_error', duration: 9_000 }),
      call('/doctors/4', { status: 0, outcome: 'timeout', duration: 8_000 }),
    ];
  };
  it('are steps on the way and no errors, unless asked for', async () => {
    const bench = createBench();
    assert.equal((await bench.ingest(calls(bench))).records.length, 0);
  });
  it('that fail are errors of the network, a group a route', async () => {
    const bench = createBench({ errors: { failedCalls: true } });
    const { records } = await bench.ingest(calls(bench));
    assert.deepEqual(records.map(({ message, category, severity, mechanism }) => [message, category, severity, mechanism]), [
      ['503 GET https://api.example.com/doctors/:id', 'network', 'MEDIUM', 'api'],
      ['503 GET https://api.example.com/doctors/:id', 'network', 'MEDIUM', 'api'],
      ['network GET https://api.example.com/slots', 'network', 'MEDIUM', 'api'],
      ['timeout GET https://api.example.com/doctors/:id', 'network', 'MEDIUM', 'api'],
    ]);
    assert.deepEqual(records[0]?.appContext, { status: 503, outcome: 'server_error', duration: 50 });
    assert.equal(records[0]?.correlationId, 'c1');
    assert.equal((await bench.service.getErrorGroups()).length, 3);
  });
  it('that take too long are a matter of performance', async () => {
    const bench = createBench({ errors: { slowCalls: 5_000 } });
    const { records } = await bench.ingest(calls(bench));
    assert.deepEqual(records.map(({ message, category }) => [message, category]), [
      ['slow GET https://api.example.com/slots', 'performance'],
      ['slow GET https://api.example.com/doctors/:id', 'performance'],
    ]);
  });
});

describe('how the page did at the moment of an error', () => {
  it('its vitals so far and the long tasks just before, of the same tab', async () => {
    const bench = createBench();
    const vital = (name: 'LCP' | 'CLS', value: number) => bench.signal({ kind: 'vital', name, value, view: 'v1' } as const);
    const longTask = () => bench.signal({ kind: 'metric', type: 'long_task', name: 'long_task', value: 80, unit: 'ms' } as const);
    await bench.ingest([vital('LCP', 900), longTask()]);
    await bench.clock.advance(10_000);
    await bench.ingest([vital('LCP', 1_200), vital('CLS', 0.1), longTask(), longTask()]);
    await bench.clock.advance(1_000);
    const { records } = await bench.ingest([bench.error({ performance: { pageAge: 11_000, heapUsed: 5 } })]);
    assert.deepEqual(only(records).performance, { pageAge: 11_000, heapUsed: 5, vitals: { LCP: 1_200, CLS: 0.1 }, longTasks: 2 });
    const other = await bench.ingest([bench.error({ message: 'another', performance: { pageAge: 1 } })], { ...client, tabId: 'tab2' });
    assert.deepEqual(only(other.records).performance, { pageAge: 1 });
  });
});

describe('questions', () => {
  it('the newest errors come first, also when tabs hand in late', async () => {
    const bench = createBench();
    const start = bench.clock.now();
    for (let n = 0; n < 60; n += 1) await bench.ingest([bench.error({ at: start + (n % 2 === 0 ? n : -n) * 1_000, message: `m${n}`, fn: `f${n}` })]);
    const times = (await bench.service.getRecentErrors(40)).map(({ timestamp }) => timestamp);
    assert.equal(times.length, 40);
    assert.deepEqual(times, [...times].sort((a, b) => b - a));
    assert.deepEqual([times[0], times[39]], [start + 58_000, start - 19_000]);
    assert.deepEqual(await bench.service.getRecentErrors(0), []);
  });

  it('statistics of a range count what happened in it', async () => {
    const bench = createBench();
    await bench.ingest([bench.error({ at: bench.clock.now() - 2 * hour }), bench.error({ message: 'b', category: 'network' })]);
    const [recent, day] = [await bench.service.getErrorStats('1h'), await bench.service.getErrorStats()];
    assert.deepEqual([recent.total, recent.byCategory, day.total, day.groups, day.sessions], [1, { network: 1 }, 2, 2, 1]);
    assert.deepEqual(day.byBrowser, { chrome: 2 });
  });
});

describe('what is kept', () => {
  it('stays within age and number', async () => {
    const bench = createBench();
    await bench.ingest([bench.error({ message: "Cannot read properties of undefined (reading 'x')" })]);
    await bench.clock.advance(31 * 24 * hour);
    await bench.store.write((tx) => bench.service.prune(tx, bench.clock.now()));
    assert.deepEqual([(await bench.service.getRecentErrors()).length, (await bench.service.getErrorGroups()).length], [0, 1]);
    await bench.clock.advance(60 * 24 * hour);
    await bench.store.write((tx) => bench.service.prune(tx, bench.clock.now()));
    const left = await bench.store.read(async (tx) => [await tx.count('errors'), await tx.count('groups'), await tx.count('sessions'), await tx.count('meta')]);
    assert.deepEqual(left, [0, 0, 0, 0]);
    assert.deepEqual(bench.service.retention.map(({ store }) => store), ['errors', 'groups', 'sessions']);
  });

  it('keeps the newest when there are too many', async () => {
    const bench = createBench();
    for (let n = 0; n < 2_010; n += 1) {
      await bench.store.write(async (tx) => tx.put('errors', { key: n.toString(36).padStart(9, '0') + ':x', from: 1, to: 1, items: [] } as never));
      if (n % 2 === 0) await bench.store.write(async (tx) => tx.put('sessions', { key: `s${n}`, lastAt: n } as never));
    }
    await bench.store.write((tx) => bench.service.prune(tx, 10_000));
    const [errors, sessions] = await bench.store.read(async (tx) => [await tx.list('errors'), await tx.list('sessions')]);
    assert.deepEqual([errors?.length, errors?.[0]?.key, sessions?.length], [2_000, `${(10).toString(36).padStart(9, '0')}:x`, 500]);
  });

  it('a person can be exported and erased, and nobody else', async () => {
    const bench = createBench();
    const as = (id: string, given: Parameters<typeof bench.error>[0] = {}) => bench.error({ ...given, scope: { ...scope, sessionId: `s-${id}`, user: { id, profile: {} } } });
    await bench.ingest([as('ann'), as('bob'), as('ann', { message: 'only ann', fn: 'annOnly' })]);
    const exported = await bench.store.read((tx) => bench.service.exportUser(tx, 'ann'));
    assert.equal(exported.length, 3);
    assert.equal(await bench.store.write((tx) => bench.service.eraseUser(tx, 'ann')), 3);
    assert.deepEqual((await bench.service.getRecentErrors()).map(({ userId }) => userId), ['bob']);
    assert.deepEqual((await bench.service.getErrorGroups()).map(({ count, users }) => [count, users]), [[1, 1]]);
    assert.deepEqual(await bench.store.read((tx) => bench.service.exportUser(tx, 'ann')), []);
    assert.ok(!JSON.stringify(await bench.store.read((tx) => Promise.all([tx.list('errors'), tx.list('groups'), tx.list('sessions')]))).includes('ann'));
  });
});
