import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { Severity } from '../../src/contract/severity.ts';
import { cachedFormat } from './cached-format.ts';
import type { Phrase, PhraseValues } from './dictionary.ts';
import { timeTicks } from './time-ticks.ts';

export interface TrendPoint {
  /** Where the step begins, epoch ms. */
  readonly at: number;
  /** `null`: nothing was measured, which is not 0. */
  readonly count: number | null;
  /** What the count is made of (bars), or other values of the step (lines), in the order of `parts`. */
  readonly parts?: readonly (number | null)[] | undefined;
}

/** Bars are stacked out of parts, lines drawn one a part, in the colour of a severity. */
export interface TrendPart {
  readonly name: string;
  readonly severity: Severity;
}

export interface TrendHost {
  readonly language: string;
  readonly timeZone: string | undefined;
  t(key: Phrase, values?: PhraseValues): string;
  moment(at: number): string;
}

export interface Trend {
  readonly kind: 'bar' | 'line';
  readonly name: string;
  /** Equal steps, oldest first. */
  readonly points: readonly TrendPoint[];
  readonly parts: readonly TrendPart[];
  /** Thresholds, drawn across. */
  readonly bands: readonly number[];
  readonly host: TrendHost;
  readonly tell: (value: number) => string;
}

/** As the canvas paints them. */
export interface TrendColours {
  readonly main: string;
  readonly calm: string;
  readonly text: string;
  readonly line: string;
  readonly family: string;
  /** Of the parts. */
  readonly parts: readonly string[];
  /** Of the bands, the better first. */
  readonly bands: readonly string[];
  /** Of what lies between them. */
  readonly between: string;
}

type Dataset = ChartDataset<'bar' | 'line', { x: number; y: number | null }[]>;

function datasets({ kind, name, points, parts, bands }: Trend, step: number, to: number, colours: TrendColours): Dataset[] {
  // New arrays each time: decimation puts a getter in the place of the old ones.
  const series = (value: (point: TrendPoint) => number | null | undefined): Dataset['data'] => points.map((point) => ({ x: point.at + step / 2, y: value(point) ?? null }));
  const bar = { barPercentage: 0.85, categoryPercentage: 1, borderRadius: parts.length ? 0 : 2 };
  const line = { borderWidth: 2, pointRadius: points.length < 40 ? 2 : 0, spanGaps: false };
  const across = bands.map((band, index): Dataset => ({
    type: 'line', label: '', data: [{ x: points[0]?.at ?? 0, y: band }, { x: to, y: band }], borderColor: colours.bands[index] ?? colours.line, borderWidth: 1, borderDash: [4, 4], pointRadius: 0, pointHitRadius: 0,
  }) as Dataset);
  const values = parts.length
    ? parts.map((part, index) => ({ label: part.name, data: series((point) => point.parts?.[index]), backgroundColor: colours.parts[index], borderColor: colours.parts[index], ...(kind === 'bar' ? bar : line) }))
    : [{
        label: name, data: series(({ count }) => count), borderColor: colours.main, hoverBackgroundColor: colours.main,
        // The running step stands out, as in the sparklines.
        backgroundColor: kind === 'line' ? colours.main : points.map((_, index) => (index === points.length - 1 ? colours.main : colours.calm)),
        ...(kind === 'bar' ? bar : line),
      }];
  return [...(values as Dataset[]), ...across];
}

/** What chart.js is to draw. */
export function trendConfig(trend: Trend, colours: TrendColours): ChartConfiguration<'bar' | 'line', { x: number; y: number | null }[]> {
  const { kind, points, parts, bands, host, tell } = trend;
  const { language, timeZone } = host;
  const from = points[0]?.at ?? 0;
  const step = (points[1]?.at ?? from) - from || 1;
  const to = (points.at(-1)?.at ?? from) + step;
  const font = { family: colours.family, size: 11 };
  const short: Intl.DateTimeFormatOptions = to - from > 2 * 86_400_000 ? { month: 'short', day: 'numeric' } : { hour: 'numeric', minute: '2-digit' };
  const clock = cachedFormat(Intl.DateTimeFormat, language, { ...short, ...(timeZone ? { timeZone } : {}) });
  const ticks = timeTicks(from, to, timeZone).map((value) => ({ value }));
  const stacked = kind === 'bar' && parts.length > 0;
  return {
    type: kind,
    data: { datasets: datasets(trend, step, to, colours) },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: {
          type: 'linear', min: from, max: to, offset: false, stacked, grid: { display: false }, border: { color: colours.line },
          ticks: { color: colours.text, font, maxRotation: 0, callback: (value) => clock.format(Number(value)) },
          afterBuildTicks: (axis) => {
            axis.ticks = ticks;
          },
        },
        y: {
          type: 'linear', beginAtZero: true, ...(bands[0] ? { suggestedMax: bands[0] * 1.1 } : kind === 'bar' ? { suggestedMax: 4 } : {}), stacked, grid: { color: colours.line }, border: { display: false },
          ticks: { color: colours.text, font, maxTicksLimit: 4, ...(kind === 'bar' ? { precision: 0 } : {}), callback: (value) => tell(Number(value)) },
        },
      },
      plugins: {
        ...({ thresholdStripes: { bands, colours: [colours.bands[0] ?? '', colours.between, colours.bands[1] ?? ''] } } as object),
        tooltip: {
          displayColors: false, animation: false,
          filter: ({ datasetIndex }) => datasetIndex < Math.max(1, parts.length),
          callbacks: {
            title: ([item]) => (item ? `${host.moment(points[item.dataIndex]?.at ?? 0)} –` : ''),
            label: ({ dataset, parsed }) => `${dataset.label}: ${tell(parsed.y ?? 0)}`,
          },
        },
      },
    },
  };
}
