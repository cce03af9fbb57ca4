import { expect } from 'chai';
import { alertingService } from '../../../src/tab/services/AlertingService.ts';
import { captureException, errorTracker } from '../../../src/tab/services/ErrorTrackingService.ts';
import { healthCheckService } from '../../../src/tab/services/HealthCheckService.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { performanceMonitor } from '../../../src/tab/services/PerformanceMonitoringService.ts';
import { privacy } from '../../../src/tab/services/privacy.ts';
import { currentClient } from '../../../src/tab/client.ts';
import { startOps } from '../../../src/tab/start-ops.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { until } from './support.ts';

const globals = window as unknown as Record<string, unknown>;
const { SharedWorker: shared, Worker: dedicated } = globals;

for (const [rung, missing] of [['shared', []], ['dedicated', ['SharedWorker']], ['page', ['SharedWorker', 'Worker']]] as const) describe(`the tab with the worker that is shipped, rung ${rung}`, () => {
  before(() => {
    for (const name of missing) delete globals[name];
    startOps({ app: 'tab-test', workerUrl: `/dist/prescripto-ops.worker.js?tab-test-${rung}` });
  });
  after(async () => {
    stopOps();
    await until(() => currentClient()!.connection === 'disconnected');
    Object.assign(globals, { SharedWorker: shared, Worker: dedicated });
  });

  it('connects to it', async () => {
    const status = await until(async () => {
      const now = await theAgent().status();
      return now.worker.connected && now;
    });
    expect(status.worker.rung).to.equal(rung);
    expect(status.runtime!.tabs.map(({ tabId }) => tabId)).to.include(theAgent().tabId);
  });

  it('finds again what it wrote, under the id that it was given', async () => {
    const mark = `entry-${rung}-${theAgent().tabId}`;
    log.info(mark, { step: 1 });
    const [entry] = await log.query({ text: mark });
    expect(entry).to.deep.include({ message: mark, level: 'INFO', app: 'tab-test', tabId: theAgent().tabId });
    expect(await log.export({ text: mark, format: 'ndjson' })).to.contain(mark);
    const id = captureException(new TypeError(`in the real one, ${rung}`));
    expect((await errorTracker.getRecentErrors(20)).map((record) => record.id)).to.include(id);
    const [group] = await errorTracker.getErrorGroups({ text: `in the real one, ${rung}` });
    expect((await errorTracker.resolveGroup(group!.signature, 'ann', 'fixed')).status).to.equal('resolved');
  });

  it('reaches every service', async () => {
    expect(await healthCheckService.getAllHealthChecks()).to.have.length.at.least(15);
    expect((await healthCheckService.getSystemStatus()).summary).to.have.property('total');
    expect((await alertingService.getAlertDefinitions()).map(({ id }) => id)).to.include.members(['high_error_rate', 'security_breach', 'critical_error']);
    expect(await alertingService.triggerAlert('high_error_rate', { value: 0.08 }, { service: 'api' })).to.include({ alertId: 'high_error_rate' });
    performanceMonitor.recordMetric('desk', 3);
    expect((await performanceMonitor.getMetrics('custom')).map(({ name }) => name)).to.include('desk');
    expect(await privacy.getRetention()).to.be.an('array').with.length.greaterThan(0);
  });

  it('dispatches what happens there on window', async () => {
    const seen: string[] = [];
    addEventListener('error.captured', (event) => seen.push((event as CustomEvent<{ id: string }>).detail.id));
    const id = captureException(new RangeError(`and back, ${rung}`));
    await until(() => seen.includes(id), 'the event');
    expect(seen.filter((other) => other === id)).to.have.length(1);
  });
});
