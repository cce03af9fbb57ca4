import { assert } from 'chai';
import type { Notice } from '../../../src/contract/notices.ts';
import type { Clock } from '../../../src/services/ports/clock.ts';
import { createBroadcastNotices } from '../../../src/worker/broadcast-notices.ts';

/** A clock that stands until it is moved; a channel that is listened to. */
function house() {
  let now = 1_000_000;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, run) => {
      timers.push({ at: now + ms, run });
      return () => undefined;
    },
  };
  const name = `test-${Math.random()}`;
  const heard: Notice[] = [];
  const ear = new BroadcastChannel(name);
  ear.onmessage = ({ data }: MessageEvent<Notice>) => void heard.push(data);
  const marker = new BroadcastChannel(name);
  return {
    notify: createBroadcastNotices(clock, name),
    another: () => createBroadcastNotices(clock, name),
    advance: (ms: number) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
    /** All that was said until now: messages of several senders keep their order of posting. */
    heard: async () => {
      const seen = new Promise<void>((resolve) => ear.addEventListener('message', ({ data }) => data === 'end' && resolve()));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's; a channel has none
      marker.postMessage('end');
      await seen;
      return heard.splice(0).filter((notice) => (notice as unknown) !== 'end');
    },
  };
}

describe('notices', () => {
  it('after a quiet time the first goes at once, what follows in its interval becomes one', async () => {
    const { notify, advance, heard } = house();
    notify('errors');
    advance(10);
    assert.deepEqual((await heard()).map(({ topics }) => topics), [['errors']]);
    for (let index = 0; index < 100; index++) notify('errors');
    assert.deepEqual(await heard(), []);
    advance(250);
    assert.lengthOf(await heard(), 1);
    advance(250);
    assert.deepEqual(await heard(), [], 'nothing is said when nothing changed');
    notify('errors');
    advance(10);
    assert.lengthOf(await heard(), 1, 'it was quiet again');
  });

  it('at most four a second, and the last change is never kept back', async () => {
    const { notify, advance, heard } = house();
    for (let ms = 0; ms < 1_000; ms += 10) {
      notify(ms % 20 ? 'logs' : 'errors');
      advance(10);
    }
    assert.isAtMost((await heard()).length, 5);
    notify('alerts');
    advance(250);
    assert.include((await heard()).flatMap(({ topics }) => topics), 'alerts');
  });

  it('what changes together is one notice, and each topic once in it', async () => {
    const { notify, advance, heard } = house();
    for (const topic of ['logs', 'alerts', 'logs'] as const) notify(topic);
    advance(10);
    for (const topic of ['status', 'logs', 'status'] as const) notify(topic);
    advance(250);
    assert.deepEqual((await heard()).map(({ topics }) => topics), [['logs', 'alerts'], ['status', 'logs']]);
  });

  it('revisions rise, also over a restart', async () => {
    const { notify, another, advance, heard } = house();
    for (let index = 0; index < 4; index++) {
      notify('logs');
      advance(250);
    }
    another()('health');
    advance(10);
    const revisions = (await heard()).map(({ revision }) => revision);
    assert.lengthOf(revisions, 5);
    assert.deepEqual(revisions, revisions.toSorted((a, b) => a - b));
    assert.equal(new Set(revisions).size, revisions.length);
  });
});
