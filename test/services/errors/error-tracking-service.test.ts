import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
    assert.deepEqual([records.length, ignored], [0, 3]);
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
