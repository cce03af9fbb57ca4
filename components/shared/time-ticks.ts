const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 4 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day, 7 * day, 14 * day, 30 * day];

/** What a clock in a zone is ahead of UTC at a moment, ms. */
function ahead(at: number, timeZone: string | undefined): number {
  if (!timeZone) return -new Date(at).getTimezoneOffset() * minute;
  const parts = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
  const [year = 0, month = 1, ...rest] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, ...rest) - Math.floor(at / 1000) * 1000;
}

/** Moments that people look for on a clock (03:00, 06:00; midnights), epoch ms, at most `most` of them from `from` to `to`. */
export function timeTicks(from: number, to: number, timeZone?: string, most = 6): readonly number[] {
  const step = steps.find((size) => (to - from) / size <= most) ?? steps.at(-1)!;
  const offset = ahead(from, timeZone);
  const first = Math.ceil((from + offset) / step) * step - offset;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
}
