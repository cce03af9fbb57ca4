import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { OpsOptions } from '../../src/contract/config.ts';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { opsPage, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, status } from '../support/ops-page.ts';

const recent = (page: Page): Promise<readonly ErrorRecord[]> => page.evaluate(() => window.prescriptoOps.errorTracker.getRecentErrors(500));
const withErrors = (page: Page, fits: (errors: readonly ErrorRecord[]) => boolean): Promise<readonly ErrorRecord[]> => eventually(() => recent(page), fits, { within: 20_000 });

/** Each rejects with something else that nobody handles. */
const reasons = `
const frozen = Object.freeze(new TypeError('frozen reason'));
const hostile = { get message() { throw new Error('from a getter'); }, kept: 'beside it' };
const proxy = new Proxy({}, { get() { throw new Error('from a proxy'); }, ownKeys() { throw new Error('from a proxy'); } });
const circle = new Error('outer of a circle');
circle.cause = new Error('inner of a circle', { cause: circle });
const tree = new AggregateError([new RangeError('first leaf'), new Error('second leaf', { cause: new SyntaxError('under the second') })], 'a tree of errors');
const frame = document.createElement('iframe');
document.documentElement.append(frame);
const elsewhere = new frame.contentWindow.RangeError('of another realm');
class BookingError extends Error { name = 'BookingError'; code = 'E42'; }
for (const reason of [
  new Error('an error'), new DOMException('a DOM exception', 'InvalidStateError'), 'a text', null, undefined, 0, Symbol('a symbol'), 12n, function retry() {},
  new Event('an-event'), { code: 'plain-object', deep: { at: [1] } }, frozen, hostile, proxy, circle, tree, elsewhere, new BookingError('of an own class'),
]) Promise.reject(reason);
`;

describe('errors', () => {
  const demos = testDemos();
  let browser: TestBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  /** A page with the tag, and behind it a script of its own. */
  const scripted = (script: string, config?: OpsOptions, more = '') => ({
    'page.html': opsPage({ ...(config ? { config } : {}), body: `${more}<script src="/page.js"></script>` }),
    'page.js': script,
  });

  test('a rejection with any reason is one error, which shows what can be read of it; nothing comes back at the page', async () => {
    const demo = await demos.start({ pages: scripted(reasons) });
    const { page, problems } = await browser.open(demo.url('page.html'));
    const errors = await withErrors(page, (all) => all.length >= 18);
    assert.equal(errors.length, 18, errors.map(({ message }) => message).join('\n'));
    assert.deepEqual([...new Set(errors.map(({ mechanism, handled }) => `${mechanism} ${String(handled)}`))], ['onunhandledrejection false']);
    const told = errors.map(({ name, message }) => `${name}: ${message}`);
    for (const one of ['Error: an error', 'InvalidStateError: a DOM exception', 'Error: a text', 'Error: null', 'Error: undefined', 'Error: 0', 'Error: Symbol(a symbol)', 'Error: 12', 'Error: [Function retry]', 'TypeError: frozen reason', 'RangeError: of another realm', 'BookingError: of an own class'])
      assert.ok(told.includes(one), `${one}\n\n${told.join('\n')}`);
    assert.ok(told.some((one) => one.includes('plain-object')));
    assert.ok(told.some((one) => one.includes('beside it')), 'what stands beside a getter that throws');
    const causes = (message: string) => errors.find((one) => one.message === message)?.cause.map((cause) => `${cause.name}: ${cause.message}`);
    assert.deepEqual(causes('outer of a circle'), ['Error: inner of a circle']);
    assert.deepEqual(causes('a tree of errors')?.toSorted(), ['Error: second leaf', 'RangeError: first leaf', 'SyntaxError: under the second']);
    assert.deepEqual(errors.find(({ name }) => name === 'BookingError')?.appContext['properties'], { code: 'E42' });
    const own = problems().filter((line) => /prescripto/i.test(line));
    assert.deepEqual(own, []);
  });

  test('scripts, styles and images that do not load, a policy that is broken, and a Worker of the page', async () => {
    const script = `
const add = (name, more) => document.head.append(Object.assign(document.createElement(name), more));
add('script', { src: '/no-such.js', id: 'lost' });
add('link', { rel: 'stylesheet', href: '/no-such.css?v=1' });
add('img', { src: '/no-such.png', className: 'logo' });
add('script', { textContent: 'void 0' });
const worker = new Worker('/worker.js');
prescriptoOps.errorTracker.watchWorker(worker);
setTimeout(() => worker.postMessage('fail'), 500);`;
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'" />`;
    const pages = scripted(script);
    const demo = await demos.start({ strictCsp: false, pages: { ...pages, 'page.html': pages['page.html'].replace('<head>', `<head>${policy}`), 'worker.js': `onmessage = function fail() { throw new RangeError('failed in a worker'); };` } });
    const { page } = await browser.open(demo.url('page.html'));
    const errors = await withErrors(page, (all) => ['resource', 'csp', 'worker'].every((one) => all.some(({ mechanism }) => mechanism === one)) && all.filter(({ mechanism }) => mechanism === 'resource').length >= 3);
    const of = (mechanism: string) => errors.filter((error) => error.mechanism === mechanism);
    assert.deepEqual(
      of('resource').map(({ message, category, severity }) => `${message.replace(/http:\/\/[^/]+/, '')} ${category} ${severity}`).toSorted(),
      ['img.logo failed to load /no-such.png network MEDIUM', 'link failed to load /no-such.css?v=1 network MEDIUM', 'script#lost failed to load /no-such.js network MEDIUM'],
    );
    assert.match(of('csp')[0]!.message, /^script-src-elem blocked inline/);
    assert.equal(of('csp')[0]!.category, 'security');
    assert.match(of('worker')[0]!.message, /failed in a worker/);
    assert.match(of('worker')[0]!.frames[0]!.file!, /\/worker\.js$/);
  });

  test('what a browser means to remove is a deprecation of low severity', async () => {
    const demo = await demos.start({ pages: scripted(`const request = new XMLHttpRequest(); request.open('GET', '/page.html', false); request.send();`) });
    const { page } = await browser.open(demo.url('page.html'));
    const [report] = await withErrors(page, (all) => all.length > 0);
    assert.deepEqual([report!.mechanism, report!.name, report!.severity], ['reporting', 'deprecation', 'LOW']);
    assert.match(report!.message, /^Synchronous .XMLHttpRequest. on the main thread is deprecated/);
  });

  test('what is printed and thrown counts once, and once with two copies of the script; a script of another origin says what it needs', async () => {
    const other = await demos.start({ pages: { 'stranger.js': `addEventListener('load', () => { throw new Error('a secret of a stranger'); });` } });
    const script = `
const error = new Error('printed and thrown');
console.error('it failed:', error);
console.error('a text alone');
throw error;`;
    const demo = await demos.start({ strictCsp: false, pages: scripted(script, { capture: { console: true } }, `<script src="/ops/prescripto-ops.js" data-app="clinic"></script><script src="${other.url('stranger.js')}"></script>`) });
    const { page } = await browser.open(demo.url('page.html'));
    const errors = await withErrors(page, (all) => all.length >= 2);
    assert.deepEqual(errors.map(({ message }) => message).toSorted(), ['Script error.', 'printed and thrown']);
    const strange = errors.find(({ message }) => message === 'Script error.')!;
    assert.ok(strange.tags.includes('cross-origin:true'));
    assert.match(String(strange.appContext['advice']), /crossorigin="anonymous"/);
    assert.deepEqual((await page.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups())).map(({ count }) => count), [1, 1]);
  });

  test('rules of the options: whose group an error is, which are left out, each with its count', async () => {
    const script = `
const fail = (name, message) => setTimeout(() => { throw Object.assign(new Error(message), { name }); });
fail('RpcError', 'listSlots took 12 s');
fail('RpcError', 'listSlots has no answer');
fail('RpcError', 'bookSlot took 12 s');
fail('Error', 'Non-Error promise rejection captured with value: 7');
fail('Error', 'ResizeObserver loop completed with undelivered notifications.');
`;
    const elsewhere = (name: string) => `setTimeout(function ${name}() { throw new Error('in ${name}'); });`;
    const config: OpsOptions = { errors: { fingerprint: { 'rpc $1': '^RpcError: (\\w+)' }, ignoreErrors: ['^Error: Non-Error'], denyUrls: ['/widget\\.js'] } };
    const demo = await demos.start({
      pages: {
        ...scripted(script, config, '<script src="/widget.js"></script>'),
        'widget.js': elsewhere('widget'),
        'allowed.js': elsewhere('allowed'),
      },
    });
    const { page } = await browser.open(demo.url('page.html'));
    const dropped = async (): Promise<Readonly<Record<string, number>>> => (await status(page)).runtime?.dropped ?? {};
    await eventually(dropped, (counts) => counts['ignored'] === 3, { within: 20_000 });
    const { ignored, 'ignored: ignoreErrors': byMessage, 'ignored: denyUrls': byUrl, 'ignored: resize_observer': noise } = await dropped();
    assert.deepEqual([ignored, byMessage, byUrl, noise], [3, 1, 1, 1]);
    const all = await page.evaluate(() => window.prescriptoOps.errorTracker.getErrorGroups({ sort: 'events' }));
    assert.deepEqual(all.map(({ count }) => count), [2, 1]);
    const detail = await page.evaluate((signature) => window.prescriptoOps.errorTracker.getErrorGroup(signature), all[0]!.signature);
    assert.deepEqual([detail?.explanation?.rule, detail?.explanation?.what], ['fingerprint', 'rpc listSlots']);

    const own = await demos.start({ pages: { 'strict.html': opsPage({ config: { errors: { allowUrls: ['/allowed\\.js'] } }, body: '<script src="/allowed.js"></script><script src="/widget.js"></script>' }), 'allowed.js': elsewhere('allowed'), 'widget.js': elsewhere('widget') } });
    const { page: strict } = await browser.open(own.url('strict.html'));
    await eventually(() => status(strict), ({ runtime }) => runtime?.dropped['ignored: allowUrls'] === 1, { within: 20_000 });
    assert.deepEqual((await recent(strict)).map(({ message }) => message), ['in allowed']);
  });

  test('groups are found by what the statistics count: release, page, browser, category, severity', async () => {
    const fails = (message: string): string => `setTimeout(() => { throw new TypeError('${message}'); });`;
    const demo = await demos.start({
      pages: {
        'one.js': fails('the first failed'),
        'two.js': fails('the second failed'),
        'one.html': opsPage({ body: '<script src="/one.js"></script>' }),
        'two.html': opsPage({ attributes: { 'data-release': '2.0.0' }, body: '<script src="/two.js"></script><img src="/no-such.png">' }),
      },
    });
    const { page } = await browser.open(demo.url('one.html'));
    await withErrors(page, (all) => all.length >= 1);
    await page.goto(demo.url('two.html'));
    await withErrors(page, (all) => all.length >= 3);
    const stats = await page.evaluate(() => window.prescriptoOps.errorTracker.getErrorStats('1h'));
    assert.deepEqual(stats.byPage, { '/one.html': 1, '/two.html': 2 });
    assert.deepEqual(stats.byRelease, { '1.4.2': 1, '2.0.0': 2 });
    const titles = (query: object) => page.evaluate(async (query) => (await window.prescriptoOps.errorTracker.getErrorGroups(query)).map(({ message }) => message), query);
    assert.deepEqual(await titles({ page: '/one.html' }), ['the first failed']);
    assert.deepEqual(await titles({ release: '2.0.0', severity: 'HIGH' }), ['the second failed']);
    assert.equal((await titles({ browser: Object.keys(stats.byBrowser) })).length, 3);
    assert.equal((await titles({ browser: 'firefox' })).length, 0);
    assert.match((await titles({ category: 'network', page: '/two.html' })).join(), /no-such\.png$/);
    await assert.rejects(titles({ sort: 'age' }), /expected one of last, first, events, users, severity, got "age"/);
  });

  test('logs are found by level, text, time, session, user and correlation, exported in three formats, and sampled by level with counts', async () => {
    const demo = await demos.start({ pages: { 'page.html': opsPage({ config: { log: { level: 'DEBUG', sampling: { DEBUG: 0 } } } }) } });
    const { page } = await browser.open(demo.url('page.html'));
    await connected(page);
    const before = await page.evaluate(async () => {
      const { log } = window.prescriptoOps;
      log.info('first line', { total: 12, list: [1, 'two'], deep: { yes: true } });
      await log.flush();
      await new Promise((done) => setTimeout(done, 5));
      const before = Date.now();
      log.setUser('ann', { plan: 'premium' });
      const child = log.child({ component: 'booking' }).withCorrelation('0af7651916cd43dd8448eb211c80319c');
      child.warn('second line', { step: 'Größe "L"' });
      child.error('third line', new RangeError('too many'), { step: 3 });
      log.debug('never kept');
      log.trace('below the level');
      await log.flush();
      return before;
    });
    const found = (query: object) => page.evaluate(async (query) => (await window.prescriptoOps.log.query(query)).map(({ message }) => message), query);
    assert.deepEqual(await found({}), ['third line', 'second line', 'first line']);
    assert.deepEqual(await found({ level: 'WARN' }), ['second line']);
    assert.deepEqual(await found({ level: ['WARN', 'INFO'] }), ['second line', 'first line']);
    assert.deepEqual(await found({ text: 'größe "l"' }), ['second line']);
    assert.deepEqual(await found({ text: 'RANGEERROR' }), ['third line']);
    assert.deepEqual(await found({ from: before }), ['third line', 'second line']);
    assert.deepEqual(await found({ to: before }), ['first line']);
    assert.deepEqual(await found({ userId: 'ann' }), ['third line', 'second line']);
    assert.deepEqual(await found({ correlationId: '0af7651916cd43dd8448eb211c80319c', limit: 1 }), ['third line']);
    const { sessionId } = (await status(page)).tab;
    assert.equal((await found({ sessionId })).length, 3);
    assert.deepEqual(await found({ sessionId: 'another' }), []);

    const exported = (format: 'ndjson' | 'json' | 'otlp') => page.evaluate((format) => window.prescriptoOps.log.export({ format, level: 'ERROR' }), format);
    const lines = (await exported('ndjson')).trimEnd().split('\n');
    assert.equal(lines.length, 1);
    const entry = JSON.parse(lines[0]!) as Readonly<Record<string, unknown>>;
    for (const member of ['id', 'timestamp', 'level', 'message', 'correlationId', 'sessionId', 'tabId', 'user', 'context', 'error', 'app', 'release', 'environment', 'url']) assert.ok(member in entry, member);
    assert.deepEqual(JSON.parse(await exported('json')), [entry]);
    const { resourceLogs } = JSON.parse(await exported('otlp')) as { resourceLogs: { resource: { attributes: { key: string; value: object }[] }; scopeLogs: { logRecords: Readonly<Record<string, unknown>>[] }[] }[] };
    const record = resourceLogs[0]!.scopeLogs[0]!.logRecords[0]!;
    assert.deepEqual([record['severityNumber'], record['severityText'], record['body'], record['traceId']], [17, 'ERROR', { stringValue: 'third line' }, '0af7651916cd43dd8448eb211c80319c']);
    assert.deepEqual(resourceLogs[0]!.resource.attributes[0], { key: 'service.name', value: { stringValue: 'clinic' } });
    assert.match(String(record['timeUnixNano']), /^\d{19}$/);

    const { dropped } = (await status(page)).runtime!;
    assert.deepEqual([dropped.sampling, dropped['sampling: DEBUG'], dropped['sampling: INFO']], [1, 1, undefined]);
  });
});
