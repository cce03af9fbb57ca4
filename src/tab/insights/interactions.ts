import type { Tools } from '../tools.ts';
import type { Send, Tell } from './capture-insights.ts';
import { type Frame, sourceOf } from './frames.ts';
import { loadStateAt } from './page-load.ts';
import { selectorOf } from './selector.ts';

type EventEntry = PerformanceEventTiming & { readonly interactionId?: number };

interface Shown {
  readonly at: number;
  from: number;
  to: number;
}

interface Interaction {
  readonly id: number;
  entry: EventEntry;
  shown: Shown;
  target: string;
  told: number;
}

/** ms from which an interaction is slow (web-vitals: INP needs improvement). */
const slow = 200;
const kept = 10;

export interface Interactions {
  /** INP since the last restart. */
  value(): number | undefined;
  restart(): void;
}

/**
 * FID from `first-input`. Interactions slower than 200 ms, and the one that is the page's INP, with element and phases. Events that were shown in one frame (their ends no more
 * than 8 ms apart, because durations are rounded) were waited for together, as in web-vitals.
 */
export function watchInteractions({ end, guard }: Tools, tell: Tell, frames: readonly Frame[], send: Send): Interactions {
  const groups: Shown[] = [];
  let longest: Interaction[] = [];
  let before = 0;
  let due = false;
  let inp = 0;
  const count = (): number => (performance as { interactionCount?: number }).interactionCount ?? 0;
  const worst = (): Interaction | undefined => longest[Math.min(longest.length - 1, Math.floor((count() - before) / 50))];

  const report = (): void => {
    due = false;
    const now = worst();
    for (const one of longest) {
      const { entry, target, shown } = one;
      const { startTime, duration, name } = entry;
      const isInp = one === now && duration !== inp;
      if (duration === one.told ? !isInp : !isInp && duration <= slow) continue;
      one.told = duration;
      const processed = Math.max(shown.from, startTime);
      const painted = Math.max(startTime + duration, processed);
      const done = Math.min(shown.to, painted);
      const [script] = frames
        .filter((frame) => frame.startTime + frame.duration >= startTime && frame.startTime <= done)
        .flatMap((frame) => frame.scripts)
        .sort((a, b) => b.duration - a.duration);
      const tags = {
        target,
        type: name.startsWith('key') ? 'keyboard' : 'pointer',
        inputDelay: processed - startTime,
        processingDuration: done - processed,
        presentationDelay: painted - done,
        loadState: loadStateAt(startTime),
        script: script && sourceOf(script),
      };
      if (duration > slow) tell('interaction', duration, tags);
      if (isInp) tell('vital INP', (inp = duration), tags);
    }
  };

  const observer = new PerformanceObserver(
    guard((list: PerformanceObserverEntryList) => {
      for (const entry of list.getEntries() as EventEntry[]) {
        if (entry.entryType[0] === 'f') send('FID', entry.processingStart - entry.startTime);
        const at = entry.startTime + entry.duration;
        let shown = groups.findLast((group) => Math.abs(at - group.at) <= 8);
        if (shown) {
          shown.from = Math.min(shown.from, entry.processingStart);
          shown.to = Math.max(shown.to, entry.processingEnd);
        } else groups.push((shown = { at, from: entry.processingStart, to: entry.processingEnd }));
        const { interactionId: id } = entry;
        if (!id) continue;
        const known = longest.find((one) => one.id === id);
        const target = selectorOf(entry.target);
        if (known) {
          known.target ||= target;
          if (entry.duration > known.entry.duration) [known.entry, known.shown] = [entry, shown];
        } else longest.push({ id, entry, shown, target, told: 0 });
        longest = longest.sort((a, b) => b.entry.duration - a.entry.duration).slice(0, kept);
      }
      groups.splice(0, groups.length - 3 * kept);
      // The events of an interaction come in more than one piece.
      if (!due) setTimeout(guard(report), 500);
      due = true;
    }),
  );
  // Types that an engine has not are no error (Performance Timeline, observe()).
  for (const type of ['event', 'first-input']) observer.observe({ type, buffered: true, durationThreshold: 40 } as PerformanceObserverInit);
  end(() => observer.disconnect());
  return {
    value: () => worst()?.entry.duration,
    restart() {
      before = count();
      longest = [];
      inp = 0;
    },
  };
}
