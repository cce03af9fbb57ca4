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

  it('sends an error at once, and those of a storm together', async () => {
    assert.equal(await burst({ batchSize: 200, flushInterval: 10 }), 100);
  });

  it('sends an error at once again after a breath, whatever waits', async () => {
    const posts: number[] = [];
    const receipt = (seq: number) => Promise.resolve({ bootId: 'b', seq, limits: { batchSize: 200, flushInterval: 60_000 } });
    const queue = createQueue(
      (signals) => {
        posts.push(signals.length);
        return receipt(signals.at(-1)!.seq);
      },
      () => 0,
      () => 0,
    );
    queue.add(error(1));
    assert.deepEqual(posts, [1]);
    await queue.settled();
    queue.add({ kind: 'log', seq: 2 } as Signal);
    queue.add(error(3));
    assert.deepEqual(posts, [1]);
    await new Promise((done) => setTimeout(done, 150));
    queue.add(error(4));
    assert.deepEqual(posts, [1, 3]);
  });

  it('makes even errors wait for their time in a tab that the worker has slowed', async () => {
    assert.equal(await burst({ batchSize: Infinity, flushInterval: 10 }), 100);
  });
});
