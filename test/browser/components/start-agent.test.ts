import { expect } from 'chai';
import '../../../components/ops-health/define.ts';
import { currentClient } from '../../../src/tab/client.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { all, mount, unmountAll, until } from './mount.ts';

describe('an element on a page without an agent', () => {
  after(async () => {
    unmountAll();
    stopOps();
    await until(() => currentClient()?.connection === 'disconnected', 'stopped');
  });

  it('starts one with the worker that it names, once for all', async () => {
    expect(currentClient()).to.equal(undefined);
    const workerUrl = '/dist/prescripto-ops.worker.js?elements-alone';
    const [element] = await Promise.all([mount('ops-health', { workerUrl }), mount('ops-health', { workerUrl })]);
    await until(() => element!.matches(':state(live)'), 'live');
    await until(() => all(element!, '[data-key]').length >= 15, 'the checks');
    expect(currentClient()!.connection).to.equal('connected');
  });
});
