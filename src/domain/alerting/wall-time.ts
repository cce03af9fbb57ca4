const wallClocks = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });

/** What the clock on the wall shows there, as if it were UTC (epoch ms). */
function shownAt(clock: Intl.DateTimeFormat, at: number): number {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
}

/**
 * Turns what a clock on the wall shows (as if it were UTC, epoch ms) into the moment at which it does. An hour that summer time skips is the one after it, an hour that comes
 * twice is the first of the two. `isZone`: whether there is such a time zone.
 */
export function createWallTime(timeZone: string): { readonly momentOf: (shown: number) => number; readonly shownAt: (at: number) => number } {
  const clock = wallClocks(timeZone);
  return {
    shownAt: (at) => shownAt(clock, at),
    momentOf: (shown) => {
      // The offset before the change and the one after it; zones change by less than a day.
      const offsets = [shown - 86_400_000, shown + 86_400_000].map((at) => shownAt(clock, at) - at);
      const moments = offsets.map((offset) => shown - offset);
      return moments.find((at) => shownAt(clock, at) === shown) ?? Math.max(...moments);
    },
  };
}
