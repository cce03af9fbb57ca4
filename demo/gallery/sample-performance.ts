import type { PerformanceData } from '../../components/ops-performance/ops-performance.ts';
import type { PerformanceSummary, Rating, VitalValue } from '../../src/contract/performance.ts';
import type { InsightGroup, PerformanceInsights, Series, SeriesQuery } from '../../src/contract/performance-answers.ts';
import { sampleMetrics } from './sample-metrics.ts';

const hour = 3_600_000;

function vital(value: number, rating: Rating, count: number, good: number, poor: number): VitalValue {
  return { value, rating, count, shares: { good, needsImprovement: 1 - good - poor, poor } };
}

function summary(now: number): PerformanceSummary {
  return {
    range: { from: now - 24 * hour, to: now }, pageViews: 1284,
    vitals: {
      lcp: vital(3410, 'needs-improvement', 1201, 0.61, 0.12), inp: vital(148, 'good', 934, 0.86, 0.03), cls: vital(0.31, 'poor', 1198, 0.52, 0.28), fcp: vital(1320, 'good', 1280, 0.9, 0.02),
      ttfb: vital(412, 'good', 1284, 0.94, 0.01), fid: vital(12, 'good', 902, 0.99, 0),
    },
    api: { count: 18_402, errorRate: 0.012, p50: 184, p95: 940, p99: 2210 },
    routes: [
      { route: 'GET /api/doctors/:id/slots', count: 8120, errorRate: 0.004, p50: 210, p95: 1120, p99: 2410 },
      { route: 'POST /api/payments', count: 412, errorRate: 0.114, p50: 640, p95: 2140, p99: 4020 },
      { route: 'GET /api/appointments', count: 6012, errorRate: 0, p50: 98, p95: 310, p99: 702 },
      { route: 'GET /api/doctors/search?specialty&language&insurance', count: 3858, errorRate: 0.001, p50: 172, p95: 512, p99: 890 },
    ],
    longTasks: { count: 37, totalDuration: 4120, max: 412 },
    memory: { used: 48e6, limit: 2190e6, usage: 0.022 },
    budgets: sampleMetrics(now).budgets,
    score: 74.6,
  };
}

const bases: Readonly<Record<string, number>> = { LCP: 2400, INP: 140, CLS: 0.2, FCP: 1200, TTFB: 380, FID: 11, TBT: 0, apiResponse: 640 };

/** A day with a quiet night and an evening that is slower. */
export function sampleSeries({ metric, percentile = 0.75, page }: Pick<SeriesQuery, 'metric' | 'percentile' | 'page'>, now = Date.now()): Series {
  const base = (bases[metric] ?? 100) * (percentile <= 0.5 ? 0.4 : percentile <= 0.75 ? 1 : percentile <= 0.95 ? 1.6 : 3) * (page ? 1.3 : 1);
  const points = Array.from({ length: 24 }, (_, index) => {
    const night = (index > 2 && index < 7) || base === 0;
    return { at: now - (24 - index) * hour, value: night ? null : base * (1 + Math.sin(index / 3) / 4 + (index > 18 ? 0.4 : 0)), count: night ? 0 : 50, failed: 0, good: 0.6, needsImprovement: 0.3, poor: 0.1 };
  });
  return { metric, percentile, step: hour, points };
}

const insight = (name: string, count: number, worst: number, total: number): InsightGroup => ({ name, count, worst, total, details: {}, url: 'https://clinic.example/doctors/12' });

const insights: PerformanceInsights = {
  interactions: [insight('click button#pay', 31, 912, 9400), insight('keydown input[name=q]', 112, 340, 24_100)],
  scripts: [insight('https://maps.example/v3/tiles.js · drawTiles', 214, 412, 31_800), insight('https://clinic.example/assets/booking-DiwrgTda.js · renderSlots', 96, 288, 14_020), insight('(inline) · onclick', 4, 61, 190)],
  renderBlocking: [insight('https://clinic.example/assets/app.css', 1284, 640, 108_000)], rageClicks: [insight('button#pay', 6, 5, 22)], deadClicks: [insight('td.slot', 14, 1, 14)], softNavigations: 0,
  vitals: [insight('LCP img.hero', 214, 4810, 612_000), insight('LCP h1', 12, 2900, 28_000), { ...insight('CLS div.calendar', 88, 0.31, 12.4) }],
};

export function samplePerformance(now = Date.now()): PerformanceData {
  const all = summary(now);
  const resource = (name: string, type: string, duration: number, bytes: number, cacheHitRate: number, failures = 0) =>
    ({ name, host: new URL(name).host, type, count: 1284, duration, maxDuration: duration * 4, bytes, cacheHitRate, failures });
  const group = (name: string, count: number, bytes: number, duration: number, cacheHitRate: number, failures = 0, blocking = 0) => ({ name, count, bytes, duration, cacheHitRate, failures, blocking });
  const page = (name: string, views: number, lcp: readonly [number, Rating], inp: readonly [number, Rating], score: number | null) =>
    ({ page: name, views, vitals: { lcp: vital(...lcp, views, 0.6, 0.1), inp: vital(...inp, views, 0.8, 0.1) }, pageLoad: lcp[0] + 400, longTasks: 12, calls: views * 3, score });
  return {
    summary: all, vitals: all.vitals,
    series: sampleSeries({ metric: 'LCP' }, now),
    api: [0.5, 0.95, 0.99].map((percentile) => sampleSeries({ metric: 'apiResponse', percentile }, now)),
    pages: [page('/', 640, [1210, 'good'], [96, 'good'], 93), page('/doctors/:id', 412, [4410, 'poor'], [212, 'needs-improvement'], 58), page('/checkout', 188, [2980, 'needs-improvement'], [620, 'poor'], 61), page('/appointments', 44, [1800, 'good'], [110, 'good'], null)],
    resources: {
      slowest: [
        resource('https://cdn.prescripto.example/assets/hero-photograph-of-the-clinic@2x.webp', 'img', 1410, 412_000, 0.22),
        resource('https://clinic.example/assets/app.8c1f2a.js', 'script', 320, 184_000, 0.81),
        resource('https://clinic.example/assets/app.css', 'link', 84, 9200, 0.92),
        resource('https://maps.example/v3/tiles.js', 'script', 902, 96_000, 0.4, 14),
      ],
      hosts: [group('cdn.prescripto.example', 1284, 52_100_000, 1410, 0.22), group('maps.example', 1284, 11_900_000, 902, 0.4, 14), group('clinic.example', 6420, 31_400_000, 190, 0.84)],
      types: [group('script', 2568, 28_000_000, 640, 0.6, 14, 1284), group('img', 1284, 52_100_000, 1410, 0.22), group('link', 1284, 1_180_000, 84, 0.92, 0, 1284)],
    },
    budgets: all.budgets, insights,
    memory: {
      status: 'leak suspected',
      tabs: [{ tabId: 'tab-a', url: 'https://clinic.example/doctors/12', used: 812e6, limit: 2190e6, usage: 0.37, leak: { samples: 240, floors: 31, span: 2 * hour, slope: 1.9e6, slopeLow: 1.6e6, slopeHigh: 2.3e6, growth: 228e6, p: 0.00004, suspected: true, fullIn: 12 * hour } }],
    },
  };
}

export function emptyPerformance(now = Date.now()): PerformanceData {
  const none = { count: 0, errorRate: 0, p50: 0, p95: 0, p99: 0 };
  const empty = (percentile: number): Series => ({ metric: 'LCP', percentile, step: hour, points: [] });
  return {
    summary: { ...summary(now), pageViews: 0, vitals: {}, api: none, routes: [], longTasks: { count: 0, totalDuration: 0, max: 0 }, memory: null, score: null },
    vitals: {}, series: empty(0.75), api: [0.5, 0.95, 0.99].map(empty), pages: [], resources: { slowest: [], hosts: [], types: [] }, budgets: [],
    insights: { interactions: [], scripts: [], renderBlocking: [], rageClicks: [], deadClicks: [], vitals: [], softNavigations: 0 },
    memory: { status: 'no data', tabs: [] },
  };
}
