import type { MetricRecord } from '../../contract/performance.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { Counters } from '../alerting/counters.ts';
import { wilson } from '../alerting/wilson.ts';
import { gradeOf, vitalNames } from '../performance/rating.ts';
import { findings, saw, type Observation } from './observation.ts';

/** What is known without asking anybody. */
export interface Facts {
  readonly now: number;
  /** Open documents. Hidden ones are throttled and may be silent. */
  readonly tabs: readonly { readonly visible: boolean; readonly lastSeen: number }[];
  /** The newest page. */
  readonly client: Pick<ClientInfo, 'secureContext' | 'features'>;
  /** What the alerts counted in the last minutes. */
  readonly counts: Counters['counts'];
  /** Vitals and readings of the heap, newest first. */
  readonly measured: readonly MetricRecord[];
}

/** Bounds: DEGRADED above the first, UNHEALTHY above the second. `shown` in place of the value. */
type Reading = readonly [label: string, value: number, bounds: readonly number[], shown?: unknown];

/** By id, what each check over what the pages tell reads from it; nothing where there is no data. */
const readers: Readonly<Record<string, (facts: Facts) => readonly Reading[]>> = {
  frontend_health({ tabs, now, counts: { scripts = 0, unhandled = 0 } }) {
    const visible = tabs.filter((tab) => tab.visible);
    const silent = visible.filter(({ lastSeen }) => now - lastSeen > 15_000).length;
    return [
      ['pages that hang', silent / (visible.length || 1), [0, 0.99], `${silent} of ${tabs.length}`],
      ['failed scripts', scripts, [0]],
      // A single error is an error, not an outage.
      ['unhandled errors', unhandled, [2]],
    ];
  },
  security_status: ({ client, counts: { security = 0 } }) => [
    ['pages without HTTPS', Number(!client.secureContext), [0]],
    ['security events', security, [0, 9]],
  ],
  error_rate_monitor({ counts: { api_failed: failed = 0, api_ok: good = 0, unhandled = 0 } }) {
    const calls = failed + good;
    // The lower bound of the share, where the sample can carry a judgement.
    return [
      ['failed API calls', calls > 19 && failed > 2 ? wilson(failed, calls).lower : 0, [0.05, 0.2], `${failed} of ${calls}`],
      ['unhandled errors', unhandled, [9, 49]],
    ];
  },
  memory_usage({ measured, now }) {
    const { usage = 0, timestamp = 0 } = measured.find((metric) => metric.usage) ?? {};
    return now - timestamp < 900_000 ? [['heap in use', usage, [0.8, 0.9], `${Math.round(usage * 100)} %`]] : [];
  },
  // The p75 of a vital is poor when more than a quarter of the page views are; fewer than three poor ones judge nothing.
  performance_metrics({ measured }) {
    const vitals = measured.filter(({ rating }) => rating).reverse();
    // The newest value of each page view.
    const newest = [...new Map(vitals.map((vital) => [vital.name + vital.tags['view'], vital])).values()];
    const poor = vitalNames.filter((vital) => {
      const seen = newest.filter(({ name }) => name === vital);
      const bad = seen.filter(({ rating }) => rating === 'poor').length;
      return bad > 2 && bad / seen.length > 0.25;
    });
    return newest.length ? [['poor vitals', poor.length, [0, 2], poor.join(', ') || 0], ['values measured', newest.length, []]] : [];
  },
  browser_compatibility({ client }) {
    const missing = Object.keys(client.features).filter((name) => !client.features[name]);
    return [['missing features', missing.length, [0], missing.join(', ') || 0]];
  },
};

/** The worst of the readings, in their words; where nothing is wrong, all of them. */
export function judgeFacts(id: string, facts: Facts): Observation {
  // Without a page nothing is seen of any.
  const readings = (facts.tabs.length && readers[id]?.(facts)) || [];
  if (!readings.length) return { ...saw('UNKNOWN', 'no data, or unsupported'), absent: id === 'memory_usage' };
  const worst = Math.max(...readings.map(([, value, bounds]) => gradeOf(value, bounds)));
  const told = readings.filter(([, value, bounds]) => !worst || gradeOf(value, bounds));
  const shown = (some: readonly Reading[]) => some.map(([label, value, , words = value]) => [label, words]);
  return saw(findings[worst] ?? 'UNKNOWN', shown(told).map((pair) => pair.join(': ')).join('; '), Object.fromEntries(shown(readings)));
}
