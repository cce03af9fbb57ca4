import { assert } from 'chai';
import { expose, wrap } from 'comlink';
import { holdMessages } from '../../../src/worker/hold-messages.ts';

/** A dedicated worker's own scope is a port that is open from the start: so is this end of a channel. */
function scopeAndPage(connect: (port: MessagePort) => void = () => assert.fail('nobody asked for a port')) {
  const { port1, port2 } = new MessageChannel();
  const held = holdMessages(port1, connect);
  port1.start();
  return { held, page: port2 };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const api = { logs: { query: async (text: string) => `found ${text}` }, order: async (n: number) => n };

describe('a dedicated worker that is still starting', () => {
  it('answers what it was asked before it was ready, in order, and what it is asked later', async () => {
    const { held, page } = scopeAndPage();
    const remote = wrap<typeof api>(page);
    const answered: number[] = [];
    const early = [1, 2, 3].map((n) => remote.order(n).then((answer) => answered.push(answer)));
    await turn();
    assert.isEmpty(answered);
    held.release((endpoint) => expose(api, endpoint));
    await Promise.all(early);
    assert.deepEqual(answered, [1, 2, 3]);
    assert.equal(await (remote.logs as unknown as typeof api.logs).query('late'), 'found late');
  });

  it('takes a port that is posted for another connection', async () => {
    const ports: MessagePort[] = [];
    const { held, page } = scopeAndPage((port) => ports.push(port));
    for (const wrapIt of [(port: MessagePort) => port, (port: MessagePort) => ({ port })]) {
      const { port1, port2 } = new MessageChannel();
      page.postMessage(wrapIt(port2), [port2]);
      const answer = wrap<typeof api>(port1).order(7);
      await turn();
      expose(api, ports.at(-1) as MessagePort);
      assert.equal(await answer, 7);
    }
    held.release((endpoint) => expose(api, endpoint));
    assert.equal(await wrap<typeof api>(page).order(8), 8);
    assert.lengthOf(ports, 2);
  });
});
