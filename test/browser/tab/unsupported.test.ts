import { expect } from 'chai';
import type { VitalName } from '../../../src/contract/performance.ts';
import { healthCheckService } from '../../../src/tab/services/HealthCheckService.ts';
import { performanceMonitor } from '../../../src/tab/services/PerformanceMonitoringService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { theAgent } from '../../../src/tab/the-agent.ts';
import { engine } from '../../support/engine.ts';
import { quiet, until } from './support.ts';
import { startOps } from '../../../src/tab/start-ops.ts';

/** Not before somebody clicks or types. */
const needsInput: ReadonlySet<VitalName> = new Set(['INP', 'FID']);

describe('what an engine cannot do', () => {
  before(async () => {
    document.body.insertAdjacentHTML('afterbegin', '<p id="painted">Something to paint</p>');
    startOps({ app: 'unsupported', workerUrl: '/dist/prescripto-ops.worker.js', capture: { ...quiet, vitals: true, longTasks: true } });
    await until(async () => (await theAgent().status()).worker.connected, 'the connection');
  });
  after(() => {
    stopOps();
    document.querySelector('#painted')!.remove();
  });

  it('is absent from the vitals, never 0, and what it can do is there', async () => {
    const wanted = engine.vitals.filter((name) => !needsInput.has(name));
    const vitals = await until(async () => {
      const now = await performanceMonitor.getCoreWebVitals();
      return wanted.every((name) => name.toLowerCase() in now) && now;
    }, wanted.join());
    for (const name of engine.noVitals) expect(vitals).not.to.have.property(name.toLowerCase());
    expect(engine.vitals).to.include.members(['FCP', 'TTFB']);
  });

  it('has no long tasks where long tasks are not reported', async () => {
    const end = performance.now() + 120;
    while (performance.now() < end);
    await new Promise((done) => setTimeout(done, 300));
    const tasks = await performanceMonitor.getMetrics('long_task');
    if (engine.reports('longtask')) expect(tasks.length).to.be.greaterThan(0);
    else expect(tasks).to.deep.equal([]);
  });

  it('is a check that is off, with its reason', async () => {
    await healthCheckService.forceHealthCheck('memory_usage');
    const memory = await healthCheckService.getHealthCheck('memory_usage');
    if (engine.heap) expect(memory!.reason ?? '').not.to.contain('unsupported');
    else expect(memory).to.include({ enabled: false, status: 'UNKNOWN' }).and.to.have.property('reason').that.contains('unsupported');
  });
});
