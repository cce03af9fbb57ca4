import type { HealthStatus } from '../../contract/health.ts';
import type { Rating } from '../../contract/performance.ts';
import { wilson } from '../alerting/wilson.ts';
import type { Facts } from './fact-window.ts';
import { result, unavailable, type Observation, type Unavailable } from './observation.ts';

/** A page (document) as the runtime knows it. */
export interface PageFacts {
  readonly tabId: string;
  readonly visible: boolean;
  /** epoch ms */
  readonly lastSeen: number;
  /** `null`: not told yet */
  readonly secureContext: boolean | null;
  readonly features: Readonly<Record<string, boolean>>;
}

export interface MemoryFact {
  readonly at: number;
  /** bytes */
  readonly used: number | null;
  readonly limit: number | null;
  /** 0 to 1 */
  readonly usage: number;
}

/** ms; a visible page that has said nothing for this long hangs or has crashed. Hidden pages are throttled and may be silent. */
const silence = 15_000;
/** ms; and has gone without a word after this long */
const lost = 60_000;
const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;
const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const worst = (a: HealthStatus, b: HealthStatus): HealthStatus => (['UNHEALTHY', 'DEGRADED'] as const).find((status) => status === a || status === b) ?? 'HEALTHY';

/** Pages that answer, errors nobody handled by page view, scripts that failed to load; the last 5 min. */
export function judgeFrontend(all: readonly PageFacts[], facts: Facts, now: number): Observation {
  const pages = all.filter((page) => !page.visible || now - page.lastSeen <= lost);
  const silent = pages.filter((page) => page.visible && now - page.lastSeen > silence).length;
  const hidden = pages.filter((page) => !page.visible).length;
  const open = pages.length;
  const views = Math.max(open, facts.pages.length);
  const share = views ? facts.pages.length / views : 0;
  const metadata = { pages: open, hidden, silent, unhandledErrors: facts.unhandled, pagesWithErrors: facts.pages.length, failedScripts: facts.failedScripts, window: '5m' };
  if (!open) return result('UNKNOWN', 'no page is open', metadata);
  const findings: string[] = [];
  let status: HealthStatus = 'HEALTHY';
  const find = (found: HealthStatus, text: string): void => {
    status = worst(status, found);
    findings.push(text);
  };
  if (silent) find(silent === open - hidden ? 'UNHEALTHY' : 'DEGRADED', `${plural(silent, 'page')} of ${open} did not answer for ${silence / 1_000} s`);
  if (facts.failedScripts) find('DEGRADED', `${plural(facts.failedScripts, 'script')} failed to load`);
  // A single error is an error, not an outage: it takes three, or two pages, and a fifth of what is open.
  const many = share > 0.5 && facts.unhandled >= 10;
  if (share > 0.2 && (facts.unhandled >= 3 || facts.pages.length >= 2))
    find(many ? 'UNHEALTHY' : 'DEGRADED', `${plural(facts.unhandled, 'unhandled error')} in ${facts.pages.length} of ${plural(views, 'page view')}`);
  return result(status, findings.join('; ') || `${plural(open, 'page')} open, all answer`, metadata);
}

/** Secure context, security events and violations of the last 15 min. */
export function judgeSecurity(pages: readonly PageFacts[], facts: Facts): Observation {
  const insecure = pages.filter((page) => page.secureContext === false).length;
  const metadata = { pages: pages.length, insecurePages: insecure, securityEvents: facts.securityEvents, window: '15m' };
  if (!pages.length && !facts.securityEvents) return result('UNKNOWN', 'no page is open', metadata);
  const findings = [
    insecure ? `${plural(insecure, 'page')} of ${pages.length} not in a secure context (HTTPS)` : '',
    facts.securityEvents ? `${plural(facts.securityEvents, 'security event')} in 15 min` : '',
  ].filter(Boolean);
  const status = facts.securityEvents >= 10 ? 'UNHEALTHY' : findings.length ? 'DEGRADED' : 'HEALTHY';
  return result(status, findings.join('; ') || 'secure context, no security events in 15 min', metadata);
}

/** Failed API calls and unhandled errors of the last 5 min. A share counts when even its lower bound is over the limit. */
export function judgeErrorRate(facts: Facts): Observation {
  const { calls, failedCalls, unhandled } = facts;
  const lowerBound = wilson(failedCalls, calls).lower;
  const metadata = { sampleSize: calls, failedCalls, errorRate: calls ? failedCalls / calls : null, lowerBound, unhandledErrors: unhandled, window: '5m' };
  const enough = calls >= 20 && failedCalls >= 3;
  const calling: HealthStatus = enough && lowerBound > 0.2 ? 'UNHEALTHY' : enough && lowerBound > 0.05 ? 'DEGRADED' : 'HEALTHY';
  const throwing: HealthStatus = unhandled >= 50 ? 'UNHEALTHY' : unhandled >= 10 ? 'DEGRADED' : 'HEALTHY';
  const ofCalls = calls ? `${percent(failedCalls / calls)} of ${plural(calls, 'API call')} failed` : 'no API calls';
  return result(worst(calling, throwing), `${ofCalls}, ${plural(unhandled, 'unhandled error')} in 5 min`, metadata);
}

/** 401 of the API beside what the backend says of its authentication: many at once, and sign-in or tokens are broken. */
export function judgeAuthentication(reported: Observation, facts: Facts): Observation {
  const { calls, unauthorized } = facts;
  const refused = calls >= 10 && unauthorized >= 3 && wilson(unauthorized, calls).lower > 0.2;
  const metadata = { ...reported.metadata, unauthorized, sampleSize: calls, window: '5m' };
  if (!refused || (reported.status !== 'HEALTHY' && reported.status !== 'UNKNOWN')) return { ...reported, metadata };
  return { ...reported, status: 'DEGRADED', message: `${percent(unauthorized / calls)} of ${calls} API calls were answered 401`, metadata };
}

/** The heap, where the engine tells. */
export function judgeMemory(memory: MemoryFact | null, supported: boolean | null, now: number): Observation | Unavailable {
  if (memory && now - memory.at < 900_000) {
    const { used, limit, usage } = memory;
    const status = usage > 0.9 ? 'UNHEALTHY' : usage > 0.8 ? 'DEGRADED' : 'HEALTHY';
    const size = used !== null && limit !== null ? ` (${Math.round(used / 1e6)} of ${Math.round(limit / 1e6)} MB)` : '';
    return result(status, `${percent(usage)} of the heap in use${size}`, { used, limit, usage, measuredAt: memory.at });
  }
  if (supported === false || (!memory && supported === null)) return unavailable('unsupported: this browser does not report its memory');
  return result('UNKNOWN', memory ? 'no measurement for 15 min' : 'not measured yet');
}

/** Ratings of the newest page views, the newest value of each vital of each view. */
export interface RatedVital {
  readonly name: string;
  readonly rating: Rating;
}

const core: ReadonlySet<string> = new Set(['LCP', 'INP', 'CLS']);

/** p75 of a vital is poor when more than a quarter of the page views of the last hour are; with fewer than three poor ones nothing is judged. */
export function judgePerformance(vitals: readonly RatedVital[]): Observation {
  const counts = new Map<string, { poor: number; count: number }>();
  for (const { name, rating } of vitals) {
    const entry = counts.get(name) ?? { poor: 0, count: 0 };
    counts.set(name, { poor: entry.poor + (rating === 'poor' ? 1 : 0), count: entry.count + 1 });
  }
  if (!counts.size) return result('UNKNOWN', 'no page view measured in the last hour', { sampleSize: 0 });
  const poor = [...counts].filter(([, { poor, count }]) => poor >= 3 && poor / count > 0.25).map(([name]) => name);
  const sampleSize = Math.max(...[...counts.values()].map(({ count }) => count));
  const metadata = { sampleSize, poor, vitals: Object.fromEntries(counts), window: '1h' };
  const status = poor.filter((name) => core.has(name)).length >= 2 ? 'UNHEALTHY' : poor.length ? 'DEGRADED' : 'HEALTHY';
  return result(status, poor.length ? `poor for more than a quarter of the page views: ${poor.join(', ')}` : `vitals of ${plural(sampleSize, 'page view')} are not poor`, metadata);
}

/** What the product cannot do without; everything else has a fallback. Compared without case and separators. */
const required: ReadonlySet<string> = new Set(['promise', 'fetch', 'url', 'intl', 'abortcontroller', 'messagechannel', 'structuredclone', 'customelements']);

/** What only means that something is not measured; the checks and vitals concerned say so themselves. */
const instruments: ReadonlySet<string> = new Set(
  'memory performancememory longtask longtasks longanimationframe layoutshift eventtiming connection networkinformation devicememory reportingobserver'.split(' '),
);
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Features of the newest page: without a required one the application is not supported here, without another something falls back. */
export function judgeBrowser(pages: readonly PageFacts[]): Observation {
  const newest = pages.reduce<PageFacts | null>((a, b) => (a && a.lastSeen >= b.lastSeen ? a : b), null);
  const features = Object.entries(newest?.features ?? {});
  if (!features.length) return result('UNKNOWN', 'no page has told its features yet');
  const missing = features.filter(([name, has]) => !has && !instruments.has(plainName(name))).map(([name]) => name);
  const essential = missing.filter((name) => required.has(plainName(name)));
  const metadata = { features: features.length, missing, required: essential };
  if (essential.length) return result('UNHEALTHY', `this browser lacks what is required: ${essential.join(', ')}`, metadata);
  return missing.length ? result('DEGRADED', `this browser lacks: ${missing.join(', ')}`, metadata) : result('HEALTHY', `all ${features.length} features are there`, metadata);
}
