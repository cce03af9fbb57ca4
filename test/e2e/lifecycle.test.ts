import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { opsPage, type TestDemo, testDemos } from '../support/demo.ts';
import { eventually } from '../support/eventually.ts';
import { connected, group, status, throwIn } from '../support/ops-page.ts';
import { createProfile, type Profile } from '../support/profile.ts';

/** Something of everything that a runtime knows. */
async function leaveState(page: Page): Promise<void> {
  await throwIn(page, 'known before the crash', 'KnownError');
  await throwIn(page, 'settled before the crash', 'SettledError');
  await group(page, 'KnownError');
  const { signature } = await group(page, 'SettledError');
  await page.evaluate(async (signature: string) => {
    const { alertingService, errorTracker, healthCheckService, performanceMonitor } = window.prescriptoOps;
    await errorTracker.resolveGroup(signature, 'ada', 'fixed');
    await healthCheckService.disableHealthCheck('sms_service');
    await performanceMonitor.setBudget('LCP', 1_234);
    const definition = { name: 'Queue too long', category: 'system', severity: 'HIGH', threshold: 5, window: 5, escalationPath: ['desk', 'lead'] } as const;
    await alertingService.registerAlert('queue_too_long', definition);
    await alertingService.registerAlert('queue_too_slow', definition);
    await alertingService.triggerAlert('queue_too_long', { length: 9 });
    const { id } = await alertingService.triggerAlert('data_sync_failure', { what: 'charts' });
    await alertingService.acknowledgeAlert(id, 'ada', 'on it');
    await alertingService.silence({ category: 'performance' }, Date.now() + 3_600_000, 'ada', 'load test');
  }, signature);
}

/** What must be the same afterwards. */
const stateOf = (page: Page) =>
  page.evaluate(async () => {
    const { alertingService, errorTracker, healthCheckService, performanceMonitor } = window.prescriptoOps;
    const incidents = (await alertingService.getActiveAlerts()).map(({ alertId, id, status, startedAt, acknowledgement, escalation, count }) => ({ alertId, id, status, startedAt, acknowledgement, escalation, count }));
    const groups = (await errorTracker.getErrorGroups()).map(({ title, count, status, firstSeen }) => ({ title, count, status, firstSeen }));
    const sorted = <T>(all: readonly T[]): string[] => all.map((one) => JSON.stringify(one)).sort();
    return {
      incidents: sorted(incidents.filter(({ alertId }) => /queue|sync/.test(alertId))),
      silences: sorted(await (alertingService as unknown as { getSilences(): Promise<readonly unknown[]> }).getSilences()),
      groups: sorted(groups.filter(({ title }) => /KnownError|SettledError/.test(title))),
      disabled: (await healthCheckService.getAllHealthChecks()).find(({ id }) => id === 'sms_service')?.enabled,
      budget: (await performanceMonitor.getBudgets()).find(({ name }) => name === 'LCP')?.limit,
      registered: (await alertingService.getAlertDefinitions()).filter(({ builtIn }) => !builtIn).map(({ id }) => id),
    };
  });

const delivery = async (page: Page, endpoint: string) => {
  const found = (await status(page)).runtime?.delivery.find((one) => one.endpoint === endpoint);
  assert.ok(found);
  return found;
};

describe('lifecycle', () => {
  const demos = testDemos();
  let profile: Profile;
  let demo: TestDemo;
  before(async () => {
    profile = await createProfile();
    demo = await demos.start({ pages: { 'one.html': opsPage(), 'two.html': opsPage() } });
  });
  after(() => profile.remove());

  test('a worker that is killed starts again with all that it knew: incidents, timers, silences, groups, budgets, crumbs, back-off', async () => {
    const page = await profile.open(demo.url('one.html'));
    const first = await connected(page);
    await demo.fault({ group: 'logs', mode: '500' });
    await page.evaluate(() => {
      window.prescriptoOps.log.info('waits for the backend');
      window.prescriptoOps.errorTracker.addBreadcrumb({ category: 'custom', message: 'crumb before the crash' });
    });
    await leaveState(page);
    const before = await stateOf(page);
    assert.equal(before.incidents.length, 2);
    assert.ok(before.incidents.some((one) => one.includes('"nextAt":1')), 'an escalation is due');
    assert.equal(before.groups.length, 2);
    assert.equal(before.silences.length, 1);
    assert.deepEqual(before.registered.toSorted(), ['queue_too_long', 'queue_too_slow']);
    assert.equal(before.disabled, false);
    assert.equal(before.budget, 1_234);
    const failing = await eventually(() => delivery(page, 'logs'), ({ failed, state }) => failed >= 3 && state === 'waiting');

    await profile.killWorkers();
    const { runtime } = await eventually(() => status(page), ({ worker, runtime }) => worker.connected && runtime !== null && runtime.bootId !== first.runtime?.bootId, { within: 40_000 });
    assert.equal(runtime?.store.kind, 'indexeddb');
    assert.deepEqual(await stateOf(page), before);
    const still = await delivery(page, 'logs');
    assert.ok(still.failed >= failing.failed, 'the failures before the crash are remembered');
    assert.match(still.lastError ?? '', /HTTP 500/);

    await throwIn(page, 'after the crash', 'LaterError');
    const { latestId } = await group(page, 'LaterError');
    const records = await page.evaluate(() => window.prescriptoOps.errorTracker.getRecentErrors(5));
    assert.ok(records.find(({ id }) => id === latestId)?.breadcrumbs.some(({ message }) => message === 'crumb before the crash'));

    await demo.repair();
    await page.evaluate(() => window.prescriptoDebug.flush());
    const logs = await demo.arrived('logs', (items) => items.some((item) => item['message'] === 'waits for the backend'));
    assert.equal(logs.items.filter((item) => item['message'] === 'waits for the backend').length, 1);
  });

  test('a browser that is killed in the midst of it starts again with all of it', async () => {
    const page = await profile.open(demo.url('two.html'));
    await connected(page);
    await demo.fault({ group: 'errors', mode: 'refuse' });
    await throwIn(page, 'waits on the disk', 'DiskError');
    await group(page, 'DiskError');
    const before = await stateOf(page);
    assert.equal(before.incidents.length, 2);
    await profile.kill();
    await demo.repair();

    const again = await profile.open(demo.url('one.html'));
    await connected(again);
    assert.deepEqual(await stateOf(again), before);
    assert.equal((await group(again, 'DiskError')).count, 1);
    const errors = await demo.arrived('errors', (items) => items.some((item) => item['name'] === 'DiskError'), 60_000);
    assert.equal(errors.items.filter((item) => item['name'] === 'DiskError').length, 1);
  });

  test('a tab that crashed is forgotten, though it never said goodbye; one that lives is not', async () => {
    const [watch, victim] = [await profile.open(demo.url('one.html')), await profile.open(demo.url('two.html'))];
    const [mine, theirs] = [(await connected(watch)).tab.tabId, (await connected(victim)).tab.tabId];
    const known = async () => (await status(watch)).runtime?.tabs.map(({ tabId }) => tabId) ?? [];
    await eventually(known, (ids) => ids.includes(theirs));
    const session = await victim.createCDPSession();
    const crashed = new Promise((done) => victim.once('error', done));
    // Answers never: the page is gone.
    void session.send('Page.crash').catch(() => undefined);
    // Not before that is over: a page that says first that it is hidden may be silent for an hour.
    await crashed;
    await watch.bringToFront();
    const left = await eventually(known, (ids) => ids.length > 0 && !ids.includes(theirs), { within: 60_000, every: 1_000 });
    assert.ok(left.includes(mine));
  });
});
