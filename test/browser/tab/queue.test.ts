import { assert } from 'chai';
import type { Limits, Receipt, Signal } from '../../../src/contract/signal.ts';
import { createQueue } from '../../../src/tab/queue.ts';
import { until } from './support.ts';

const error = (seq: number) => ({ kind: 'error', seq }) as Signal;

const pause = (ms = 0): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('the queue', () => {
  /** After its first receipt: in which batches one hundred errors in a row go, `apart` ms after the first one. */
  async function burst(limits: Limits, apart = 0): Promise<number[]> {
    const posts: (readonly Signal[])[] = [];
    let acknowledged: () => void;
    const first = new Promise<void>((done) => (acknowledged = done));
    const queue = createQueue(
      (signals) => {
        posts.push(signals);
        return posts.length > 2 ? new Promise<Receipt>(() => 0) : Promise.resolve({ bootId: 'b', seq: signals.at(-1)!.seq, limits });
      },
      () => 0,
      () => acknowledged(),
    );
    queue.add(error(1));
    await first;
    // The next post is possible when what waited for the receipt is done.
    await pause(apart);
    for (let seq = 2; seq <= 101; seq++) queue.add(error(seq));
    await until(() => posts.flat().length === 101);
    return posts.map(({ length }) => length);
  }

  it('sends an error at once, and those of the same moment together, when their time has come', async () => {
    assert.deepEqual(await burst({ batchSize: 200, flushInterval: 10 }), [1, 100]);
  });

  it('sends the next one at once when the storm is over', async () => {
    assert.deepEqual(await burst({ batchSize: 200, flushInterval: 30 }, 300), [1, 1, 99]);
  });

  it('makes even errors wait for their time in a tab that the worker has slowed', async () => {
    assert.deepEqual(await burst({ batchSize: Infinity, flushInterval: 10 }, 300), [1, 100]);
  });
});
