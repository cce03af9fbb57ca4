import { type Notice, noticeChannel, type Topic } from '../contract/notices.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Notify } from '../services/ports/notices.ts';

/** ms between two notices: at most four a second */
const interval = 250;
/** ms in which topics that change together become one notice: each is a task in each tab. */
const together = 10;

/**
 * Notices over the origin's BroadcastChannel. After a quiet time the first goes at once, so that a change is on screen at once; what
 * follows within the interval is one notice at its end. Revisions rise over restarts too: they start at the time.
 */
export function createBroadcastNotices(clock: Clock, name = noticeChannel): Notify {
  const channel = new BroadcastChannel(name);
  const changed = new Set<Topic>();
  let quiet = true;
  let revision = 0;

  const send = (): void => {
    quiet = !changed.size;
    if (quiet) return;
    revision = Math.max(revision + 1, clock.now());
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's; a channel has none
    channel.postMessage({ topics: [...changed], revision } satisfies Notice);
    changed.clear();
    clock.after(interval, send);
  };

  return (topic) => {
    changed.add(topic);
    if (quiet) clock.after(together, send);
    quiet = false;
  };
}
