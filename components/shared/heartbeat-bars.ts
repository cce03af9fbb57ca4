import { html, svg, type TemplateResult } from 'lit';
import type { HealthStatus } from '../../src/contract/health.ts';

export interface Beat {
  readonly at: number;
  readonly status: HealthStatus;
}

/** A slice of time: its worst status and how much of it was not healthy. */
export interface HeartbeatBar {
  readonly from: number;
  readonly to: number;
  readonly worst: HealthStatus;
  /** ms not healthy */
  readonly bad: number;
  /** ms that anything is known of */
  readonly known: number;
}

const ranks: readonly HealthStatus[] = ['UNKNOWN', 'HEALTHY', 'DEGRADED', 'UNHEALTHY', 'CRITICAL'];

/**
 * Cuts the time of `beats` (oldest first) into `count` equal bars. A beat holds until the next one, but no longer than three
 * intervals: what nobody looked at is unknown, not healthy.
 */
export function heartbeatBars(beats: readonly Beat[], interval: number, now: number, count = 30): readonly HeartbeatBar[] {
  const first = beats[0];
  if (!first) return [];
  const end = Math.min(now, (beats.at(-1)?.at ?? first.at) + interval);
  const begin = Math.min(first.at, end - interval * count);
  const width = (end - begin) / count;
  const bars = Array.from({ length: count }, (_, index) => ({ from: begin + index * width, to: begin + (index + 1) * width, worst: ranks[0]!, bad: 0, known: 0 }));
  beats.forEach((beat, index) => {
    const until = Math.min(beats[index + 1]?.at ?? end, beat.at + 3 * interval);
    for (let slot = Math.max(0, Math.floor((beat.at - begin) / width)); slot < count; slot += 1) {
      const bar = bars[slot]!;
      const overlap = Math.min(until, bar.to) - Math.max(beat.at, bar.from);
      // A share of a millisecond is rounding of the slices, not time that somebody saw.
      if (overlap < 1) {
        if (bar.from >= until) break;
        continue;
      }
      if (ranks.indexOf(beat.status) > ranks.indexOf(bar.worst)) bar.worst = beat.status;
      if (beat.status === 'UNKNOWN') continue;
      bar.known += overlap;
      if (beat.status !== 'HEALTHY') bar.bad += overlap;
    }
  });
  return bars;
}

/** Height = share of bad time, so that trouble stands out without its colour; time unknown is a stub. `tell` names a bar. */
export function heartbeatTemplate(bars: readonly HeartbeatBar[], label: string, tell: (bar: HeartbeatBar) => string, active = -1): TemplateResult {
  const hover = (event: PointerEvent): void => {
    const target = event.currentTarget as SVGSVGElement;
    const box = target.getBoundingClientRect();
    const bar = bars[Math.min(bars.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bars.length)))];
    const title = target.querySelector('title');
    if (bar && title) title.textContent = tell(bar);
  };
  // A path a status, not a rectangle a bar: fifteen checks have thirty bars each.
  const path = (fits: (bar: HeartbeatBar, index: number) => boolean): string =>
    bars.map((bar, index) => (fits(bar, index) ? `M${index * 6 + 1} 24v${-(bar.known === 0 ? 3 : 8 + (16 * bar.bad) / bar.known).toFixed(1)}h4V24Z` : '')).join('');
  return html`<svg class="beats" viewBox="0 0 ${bars.length * 6} 24" preserveAspectRatio="none" role="img" aria-label=${label} @pointermove=${hover}>
    <title></title>${ranks.map((rank) => svg`<path class="s-${rank.toLowerCase()}" d=${path((bar) => bar.worst === rank)} />`)}<path class="active" d=${path((_, index) => index === active)} />
  </svg>`;
}
