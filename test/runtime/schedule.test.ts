import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSchedule } from '../../src/runtime/schedule.ts';
import { createFakeClock } from '../support/fake-clock.ts';

test('a job runs when it said it is due', async () => {
  const clock = createFakeClock(0);
  const runs: number[] = [];
  createSchedule(clock, [{ name: 'a', run: async () => (runs.push(clock.now()), clock.now() + 1_000) }], () => undefined).start();
  await clock.advance(3_500);
  assert.deepEqual(runs, [0, 1_000, 2_000, 3_000]);
});

test('a job that waits for a far day still looks at the clock every five seconds, so that a sleep of the machine does not delay it', async () => {
  const clock = createFakeClock(0);
  const runs: number[] = [];
  createSchedule(clock, [{ name: 'a', run: async () => (runs.push(clock.now()), clock.now() + 3_600_000) }], () => undefined).start();
  await clock.advance(11_000);
  assert.deepEqual(runs, [0, 5_000, 10_000]);
});

test('a job that fails is reported and called again, and the others do not notice', async () => {
  const clock = createFakeClock(0);
  const failed: string[] = [];
  let good = 0;
  const schedule = createSchedule(
    clock,
    [
      { name: 'bad', run: async () => Promise.reject(new Error('no')) },
      { name: 'good', run: async () => (good++, clock.now() + 1_000) },
    ],
    (job) => failed.push(job),
  );
  schedule.start();
  await clock.advance(5_500);
  assert.deepEqual(failed, ['bad', 'bad']);
  assert.equal(good, 6);
});

test('a job that is woken while it runs runs once more, never beside itself', async () => {
  const clock = createFakeClock(0);
  let inside = 0;
  let most = 0;
  let runs = 0;
  const schedule = createSchedule(
    clock,
    [
      {
        name: 'a',
        run: async () => {
          most = Math.max(most, ++inside);
          runs++;
          await new Promise<void>((done) => clock.after(50, done));
          inside--;
          return clock.now() + 60_000;
        },
      },
    ],
    () => undefined,
  );
  schedule.start();
  await clock.advance(10);
  schedule.wake('a');
  schedule.wake('a');
  await clock.advance(200);
  assert.equal(runs, 2);
  assert.equal(most, 1);
});

test('after stop nothing runs any more', async () => {
  const clock = createFakeClock(0);
  let runs = 0;
  const schedule = createSchedule(clock, [{ name: 'a', run: async () => (runs++, clock.now() + 100) }], () => undefined);
  schedule.start();
  await clock.advance(250);
  schedule.stop();
  const before = runs;
  await clock.advance(10_000);
  schedule.wake();
  await clock.advance(10_000);
  assert.equal(runs, before);
});
