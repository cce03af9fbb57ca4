import { type Notice, noticeChannel, type Topic } from '../contract/notices.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Notify } from '../services/ports/notices.ts';

/** ms between two notices of a topic: at most four a second */
const interval = 250;

/**
 * Notices over the origin's BroadcastChannel. The first goes at once, so that a change is on screen at once; what follows
 * within the interval is one notice at its end. Revisions rise over restarts too: they start at the time.
 */
export function createBroadcastNotices(clock: Clock, name = noticeChannel): Notify {
  const channel = new BroadcastChannel(name);
  /** Topics whose interval is running; `true`: there was more. */
  const open = new Map<Topic, boolean>();
  let revision = 0;

  const send = (topic: Topic): void => {
    revision = Math.max(revision + 1, clock.now());
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's; a channel has none
    channel.postMessage({ topic, revision } satisfies Notice);
    open.set(topic, false);
    clock.after(interval, () => {
      const more = open.get(topic);
      open.delete(topic);
      if (more) send(topic);
    });
  };

  return (topic) => {
    if (open.has(topic)) open.set(topic, true);
    else send(topic);
  };
}
