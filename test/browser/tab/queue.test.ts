import { assert } from 'chai';
import type { Limits, Receipt, Signal } from '../../../src/contract/signal.ts';
import { createQueue } from '../../../src/tab/queue.ts';

const error = (seq: number) => ({ kind: 'error', seq }) as Signal;

describe('the queue', () => {
  /** After its first receipt: what one hundred errors in a row are sent as. */
  async function burst(limits: Limits): Promise<number> {
    const posts: (readonly Signal[])[] = [];
    let acknowledged: () => void;
    const first = new Promise<void>((done) => (acknowledged = done));
    const queue = createQueue(
      (signals) => {
        posts.push(signals);
        return posts.length > 1 ? new Promise<Receipt>(() => 0) : Promise.resolve({ bootId: 'b', seq: signals.at(-1)!.seq, limits });
      },
      () => 0,
      () => acknowledged(),
    );
    queue.add(error(1));
    await first;
    // The next post is possible when what waited for the receipt is done.
    await new Promise((done) => setTimeout(done));
    for (let seq = 2; seq <= 101; seq++) queue.add(error(seq));
    while (posts.length < 2) await new Promise((done) => setTimeout(done));
    return posts[1]!.length;
  }

  it('sends an error at once, and what follows with the next receipt', async () => {
    assert.equal(await burst({ batchSize: 200, flushInterval: 10 }), 1);
  });

  it('makes even errors wait for their time in a tab that the worker has slowed', async () => {
    assert.equal(await burst({ batchSize: Infinity, flushInterval: 10 }), 100);
  });
});
