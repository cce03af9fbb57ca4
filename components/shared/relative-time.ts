import { html, nothing, type TemplateResult } from 'lit';
import { cachedFormat } from './cached-format.ts';
import { formatUnit } from './number-format.ts';

const steps: readonly (readonly [unit: 'day' | 'hour' | 'minute' | 'second', ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `12m ago`, `in 4m`, `now`. Under ten seconds is now: a number that changes each second draws the eye to nothing. */
export function formatRelative(language: string, at: number, now: number): string {
  const formatter = cachedFormat(Intl.RelativeTimeFormat, language, { numeric: 'auto', style: 'narrow' });
  const distance = at - now;
  const [unit, ms] = steps.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1000];
  return Math.abs(distance) < 10_000 ? formatter.format(0, 'second') : formatter.format(Math.trunc(distance / ms), unit);
}

/** `4m`, `1h 12m`, `3d 2h`: two units at most. */
export function formatDuration(language: string, ms: number): string {
  const first = steps.findIndex(([, size]) => ms >= size);
  const top = steps[first];
  if (!top) return formatUnit(language, Math.max(0, Math.round(ms)), 'millisecond');
  const head = formatUnit(language, Math.floor(ms / top[1]), top[0]);
  const next = steps[first + 1];
  const rest = next ? Math.floor((ms % top[1]) / next[1]) : 0;
  return next && rest > 0 && first < 2 ? `${head} ${formatUnit(language, rest, next[0])}` : head;
}

/** The moment itself: `22 Nov 2026, 14:03:12`, or with `short` its time of day. */
export function formatMoment(language: string, at: number, timeZone?: string, short = false): string {
  return cachedFormat(Intl.DateTimeFormat, language, { ...(short ? {} : { dateStyle: 'medium' }), timeStyle: 'medium', ...(timeZone ? { timeZone } : {}) }).format(at);
}

/** `ago` counts from `at` to now, or ahead to it; `for` is how long it has been. */
export type TimeMode = 'ago' | 'for';

/** A `<time>` that `tickTimes` fills and keeps up to date without rendering the element again. */
export function timeTemplate(at: number, title: string, mode: TimeMode = 'ago'): TemplateResult | typeof nothing {
  return at > 0 ? html`<time datetime=${new Date(at).toISOString()} data-mode=${mode} title=${title}></time>` : nothing;
}

export function tickTimes(root: ParentNode, language: string, now = Date.now()): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-mode]')) {
    const at = Date.parse(time.dateTime);
    const text = time.dataset['mode'] === 'for' ? formatDuration(language, now - at) : formatRelative(language, at, now);
    if (time.textContent !== text) time.textContent = text;
  }
}
