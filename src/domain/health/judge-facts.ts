import type { ApiCallRecord } from '../../contract/performance.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Counters } from '../alerting/counters.ts';
import { wilson } from '../alerting/wilson.ts';
import { isCounted, isFailure } from '../performance/outcome.ts';
import { gradeOf, vitalNames } from '../performance/rating.ts';
import type { Tally } from '../performance/tally.ts';
import { findings, isWorse, saw, type Observation } from './observation.ts';

/** What is known without asking anybody. */
export interface Facts {
  readonly now: number;
  /** Open documents. Hidden ones are throttled and may be silent. */
  readonly tabs: readonly { readonly visible: boolean; readonly lastSeen: number; readonly lags?: readonly number[] }[];
  /** Of the runtime: how late its last timer was, and since when it has been running without a gap, such as a sleep of the machine. */
  readonly loop: { readonly lag: number; readonly since: number };
  /** The newest page. */
  readonly client: Pick<ClientInfo, 'secureContext' | 'features'>;
  /** Of the newest page's own address, where it was asked for: has it a Content-Security-Policy? */
  readonly policy?: boolean | undefined;
  /** What the alerts counted in the last minutes. */
  readonly counts: Counters['counts'];
  /** Tallies of all pages: vitals of an hour, or the heap of a quarter of one. */
  readonly page: ReadonlyMap<string, Tally>;
  /** What pages loaded from where the check asks. */
  readonly loads: Pick<Tally, 'count' | 'failed'>;
  /** The newest calls of the pages to the backend. */
  readonly calls: readonly ApiCallRecord[];
  /** Own messages in a row that the backend did not take, of the check's channel. */
  readonly refused: number;
}

/** Bounds: DEGRADED above the first, UNHEALTHY above the second. `shown` in place of the value. */
type Reading = readonly [label: string, value: number, bounds: readonly number[], shown?: unknown];

/** More failures than successes are DEGRADED, three or more of them UNHEALTHY. One browser sees few of these: no share of them would say more. */
const mostly = (label: string, bad = 0, good = 0): readonly Reading[] => (bad + good ? [[label, bad > good ? bad : 0, [0, 2], `${bad} of ${bad + good}`]] : []);

/** The lower bound of a share, where the sample can carry a judgement. */
const share = (label: string, bad: number, all: number, bounds: readonly number[]): Reading => [label, all > 19 && bad > 2 ? wilson(bad, all).lower : 0, bounds, `${bad} of ${all}`];

/** ms; an event loop that is later than that was held up, and busy machines are not by themselves */
export const heldUp = 3_000;

/** By id, what each check over what the pages tell reads from it; nothing where there is no data. */
const readers: Readonly<Record<string, (facts: Facts) => readonly Reading[]>> = {
  frontend_health({ tabs, now, loop, counts: { scripts = 0, unhandled = 0 } }) {
    const visible = tabs.filter((tab) => tab.visible);
    // Nobody could have been heard before.
    const silent = visible.filter(({ lastSeen }) => now - Math.max(lastSeen, loop.since) > 15_000).length;
    const lag = Math.max(0, ...visible.flatMap(({ lags = [] }) => lags));
    return [
      ['pages that hang', silent / (visible.length || 1), [0, 0.99], `${silent} of ${tabs.length}`],
      ['lag of the slowest page', lag, [heldUp], `${lag} ms`],
      ['lag of the runtime', loop.lag, [heldUp], `${loop.lag} ms`],
      ['failed scripts', scripts, [0]],
      // A single error is an error, not an outage.
      ['unhandled errors', unhandled, [2]],
    ];
  },
  authentication_service: ({ calls, counts: { token_failed, token_refreshed } }) => [
    ...(calls.length ? [share('refused calls', calls.filter(({ status }) => status === 401 || status === 403).length, calls.length, [0.2])] : []),
    ...mostly('failed token refreshes', token_failed, token_refreshed),
  ],
  security_status: ({ client, policy, counts: { security = 0, mixed = 0 } }) => [
    ['pages without HTTPS', Number(!client.secureContext), [0]],
    ['security events', security, [0, 9]],
    ['mixed content', mixed, [0]],
    // Said, and not judged: most applications have none.
    ['Content-Security-Policy', 0, [], policy ? 'present' : policy === false ? 'missing' : 'not looked at'],
  ],
  payment_gateway: ({ counts: { payment_failed, payment_succeeded = 0, payment_declined = 0, pay_scripts = 0 } }) => [
    // A decline is an answer of a gateway that works.
    ...mostly('failed payments', payment_failed, payment_succeeded + payment_declined),
    ...(pay_scripts ? [['failed payment scripts', pay_scripts, [0]] as const] : []),
  ],
  error_rate_monitor: ({ counts: { api_failed: failed = 0, api_ok: good = 0, unhandled = 0 } }) => [
    share('failed API calls', failed, failed + good, [0.05, 0.2]),
    ['unhandled errors', unhandled, [9, 49]],
  ],
  memory_usage({ page }) {
    const { usage } = page.get('memoryUsage')?.latest ?? {};
    return usage ? [['heap in use', usage, [0.8, 0.9], `${Math.round(usage * 100)} %`]] : [];
  },
  // The p75 of a vital is poor when more than a quarter of the page views are; fewer than three poor ones judge nothing.
  performance_metrics({ page }) {
    let views = 0;
    const poor = vitalNames.filter((name) => {
      const { count = 0, grades: [, , bad] = [0, 0, 0] } = page.get(name) ?? {};
      views = Math.max(views, count);
      return bad > 2 && bad / count > 0.25;
    });
    return views ? [['poor vitals', poor.length, [0, 2], poor.join(', ') || 0], ['page views', views, []]] : [];
  },
  browser_compatibility({ client }) {
    const missing = Object.entries(client.features!).flatMap(([name, there]) => (there ? [] : name));
    return [['missing features', missing.length, [0], missing.join(', ') || 0]];
  },
};

/** The worst of the readings, in their words; where nothing is wrong, all of them. */
export function judgeFacts(id: string, facts: Facts): Observation {
  // Without a page nothing is seen of any.
  const { tabs, loads, refused } = facts;
  const common: readonly Reading[] = refused ? [['own messages not taken', refused, [1, 4]]] : mostly('failed loads', loads.failed, loads.count - loads.failed);
  const readings = tabs[0] ? [...(readers[id]?.(facts) ?? []), ...common] : [];
  if (!readings[0]) return { ...saw('UNKNOWN', 'no data, or unsupported'), absent: id === 'memory_usage' };
  const worst = Math.max(...readings.map(([, value, bounds]) => gradeOf(value, bounds)));
  const told = readings.filter(([, value, bounds]) => !worst || gradeOf(value, bounds));
  const shown = (some: readonly Reading[]) => some.map(([label, value, , words = value]) => [label, words]);
  return saw(findings[worst] ?? 'UNKNOWN', shown(told).map((pair) => pair.join(': ')).join('; '), Object.fromEntries(shown(readings)));
}

/** What was asked for, and what is known besides: that can make it worse, or stand in for what nobody could answer. */
export function withFacts(seen: Observation, id: string, facts: Facts): Observation {
  const { status, message, metadata } = judgeFacts(id, facts);
  const told = { ...seen, metadata: { ...seen.metadata, ...metadata } };
  return isWorse(status, seen.absent ? 'UNKNOWN' : seen.status) ? { ...told, status, message, absent: false } : told;
}

/** What the newest calls prove of the API: that it answers. `null`: nothing, because there were none, or one failed, and then a probe has to tell. */
export function proveApi(calls: Facts['calls']): Observation | null {
  const counted = calls.filter(({ outcome }) => isCounted(outcome));
  const [newest] = counted;
  return newest && !counted.some(({ outcome }) => isFailure(outcome)) ? saw('HEALTHY', `real calls answered: ${counted.length}`, { status: newest.status }, newest.duration) : null;
}
