/** What can be asked of the performance service beyond its summary: by page, over time, of resources, memory and causes. */
import type { CoreWebVitals, ResourceSummary } from './performance.ts';
import type { TimeRange } from './time-range.ts';

/** Values of some page views only. */
export interface PageFilter {
  /** Path with ids folded: `/doctors/:id`. */
  readonly page?: string | undefined;
  readonly device?: 'mobile' | 'tablet' | 'desktop' | undefined;
  /** `effectiveType` of the Network Information API; `unknown` where the engine has none. */
  readonly connection?: string | undefined;
}

export interface VitalsQuery extends PageFilter {
  readonly range?: TimeRange | undefined;
}

export interface SeriesQuery extends VitalsQuery {
  /** A vital, `apiResponse`, `longTask`, `memoryUsage`, a part of the page load, a route (`GET /api/doctors/:id`), or a metric that the page records. */
  readonly metric: string;
  /** 0 to 1; default 0.75. */
  readonly percentile?: number | undefined;
  /** At most so many; default 60. */
  readonly points?: number | undefined;
}

export interface SeriesPoint {
  /** Beginning of the step, epoch ms. */
  readonly at: number;
  /** `null`: nothing was measured. */
  readonly value: number | null;
  readonly count: number;
  readonly failed: number;
  /** Shares 0 to 1 of what is rated; of other metrics all are good. */
  readonly good: number;
  readonly needsImprovement: number;
  readonly poor: number;
}

export interface Series {
  readonly metric: string;
  readonly percentile: number;
  /** ms */
  readonly step: number;
  /** Oldest first, a step apart. */
  readonly points: readonly SeriesPoint[];
}

export interface PageSummary {
  readonly page: string;
  readonly views: number;
  readonly vitals: CoreWebVitals;
  /** p75, ms. */
  readonly pageLoad: number | null;
  readonly longTasks: number;
  readonly calls: number;
  /** 0 to 100, as of all pages. */
  readonly score: number | null;
}

/** A kind of resources, or all of a host. */
export interface ResourceGroup {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  /** ms, p75. */
  readonly duration: number;
  readonly cacheHitRate: number;
  readonly failures: number;
}

export interface ResourceReport {
  readonly types: readonly ResourceGroup[];
  readonly hosts: readonly ResourceGroup[];
  /** By median, without API calls. */
  readonly slowest: readonly ResourceSummary[];
}

/** Why a heap is suspected of a leak. */
export interface LeakEvidence {
  /** Readings, and the floors between collections that they came down to. */
  readonly samples: number;
  readonly floors: number;
  /** ms from the first to the last. */
  readonly span: number;
  /** Theil–Sen: bytes a minute, and its 95 % confidence interval. */
  readonly slope: number;
  readonly slopeLow: number;
  readonly slopeHigh: number;
  /** Bytes that the floor rose by. */
  readonly growth: number;
  /** Of Mann–Kendall's one-sided test that there is no rise. */
  readonly p: number;
  readonly suspected: boolean;
  /** ms until the limit is reached at this slope; `null`: never. */
  readonly fullIn: number | null;
}

export interface MemoryReport {
  /** `unsupported`: pages were seen, and none could tell its heap. */
  readonly status: 'ok' | 'leak suspected' | 'unsupported' | 'no data';
  /** Documents, those suspected first. */
  readonly tabs: readonly {
    readonly tabId: string;
    readonly url: string;
    readonly used: number;
    readonly limit: number;
    readonly usage: number;
    /** `null`: too few readings to judge. */
    readonly leak: LeakEvidence | null;
  }[];
}

/** How a budget's values of the last 24 hours compare with the seven days before (docs/performance.md says by which tests). */
export interface Trend {
  readonly verdict: 'as usual' | 'bad day' | 'regression' | 'no data';
  /** Chance that a value of now is above one of then; 0.5: alike. */
  readonly effect: number | null;
  /** Above this no day is one of those days any more. */
  readonly bound: number | null;
  readonly p: number | null;
  /** Days that there were enough values of. */
  readonly days: number;
}

/** The detail of `performance.alert`, and the data of an incident of `performance_issue`: a limit that was passed. */
export interface Breach {
  readonly alertType: string;
  /** All of it in a sentence. */
  readonly message: string;
  /** The budget's name: a vital, a part of the page load, a metric of the page's own. */
  readonly metric: string;
  /** Path of the pages that it is for, with ids folded; absent: of all. */
  readonly page?: string | undefined;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** How far over, in `unit`, and as a share of the limit (0.5: half as much again; `null`: the limit is 0). */
  readonly over: number;
  readonly exceededBy: number | null;
  /** Values behind `value`; `sampleSize` is the same, by the name that incidents have for it. */
  readonly count: number;
  readonly sampleSize: number;
  /** 0 to 1; `null`: `value` is the sum. */
  readonly percentile: number | null;
  /** ms looked back. */
  readonly window: number;
  readonly status: 'within' | 'over' | 'no data';
  /** Of `trend`. */
  readonly verdict: Trend['verdict'];
  /** The last 24 hours against the seven days before; of a sum `no data`. */
  readonly trend: Trend;
}

/** What is behind slow pages, of the last 24 hours. */
export interface PerformanceInsights {
  /** Slower than 200 ms, slowest first. */
  readonly interactions: readonly InsightGroup[];
  /** Scripts in long animation frames, by the time that they took. */
  readonly scripts: readonly InsightGroup[];
  /** Resources that rendering waited for, by the time that took (Chromium). */
  readonly renderBlocking: readonly InsightGroup[];
  readonly rageClicks: readonly InsightGroup[];
  readonly deadClicks: readonly InsightGroup[];
  /** What the worst values of each vital are attributed to. */
  readonly vitals: readonly InsightGroup[];
  readonly softNavigations: number;
}

export interface InsightGroup {
  readonly name: string;
  readonly count: number;
  /** ms (of clicks: clicks; CLS has no unit). */
  readonly worst: number;
  readonly total: number;
  /** Of the worst one. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
  readonly url: string;
}
