import type { PerformanceData, PerformanceStep } from '../../components/ops-performance/ops-performance.ts';
import type { CoreWebVitals, PerformanceSummary, Rating, VitalValue } from '../../src/contract/performance.ts';
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

export function samplePerformance(now = Date.now()): PerformanceData {
  const all = summary(now);
  const steps = Array.from({ length: 24 }, (_, index): PerformanceStep => {
    const wave = 1 + Math.sin(index / 3) / 4 + (index > 18 ? 0.4 : 0);
    const night = index > 2 && index < 7;
    const vitals: CoreWebVitals = night ? {} : { lcp: { ...all.vitals.lcp!, value: 2400 * wave, count: 50 }, cls: { ...all.vitals.cls!, value: 0.2 * wave, count: 50 } };
    return { at: now - (24 - index) * hour, vitals, api: night ? { count: 0, errorRate: 0, p50: 0, p95: 0, p99: 0 } : { count: 700, errorRate: 0.01, p50: 180 * wave, p95: 900 * wave, p99: 2000 * wave } };
  });
  const resource = (name: string, type: string, duration: number, bytes: number, cacheHitRate: number, failures = 0) =>
    ({ name, host: new URL(name).host, type, count: 1284, duration, maxDuration: duration * 4, bytes, cacheHitRate, failures });
  return {
    summary: all,
    steps,
    resources: [
      resource('https://cdn.prescripto.example/assets/hero-photograph-of-the-clinic@2x.webp', 'img', 1410, 412_000, 0.22),
      resource('https://clinic.example/assets/app.8c1f2a.js', 'script', 320, 184_000, 0.81),
      resource('https://clinic.example/assets/app.css', 'link', 84, 9200, 0.92),
      resource('https://maps.example/v3/tiles.js', 'script', 902, 96_000, 0.4, 14),
    ],
  };
}

export function emptyPerformance(now = Date.now()): PerformanceData {
  const none = { count: 0, errorRate: 0, p50: 0, p95: 0, p99: 0 };
  return {
    summary: { ...summary(now), pageViews: 0, vitals: {}, api: none, routes: [], longTasks: { count: 0, totalDuration: 0, max: 0 }, memory: null, score: null },
    steps: Array.from({ length: 24 }, (_, index) => ({ at: now - (24 - index) * hour, vitals: {}, api: none })),
    resources: [],
  };
}
