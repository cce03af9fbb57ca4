import type { HealthStatus } from '../../contract/health.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import { wilson } from '../alerting/wilson.ts';
import { sumFacts, type Facts } from './facts.ts';
import { saw, type Observation } from './observation.ts';

/** What is known without asking anybody. */
export interface World {
  readonly facts: Facts;
  /** Open documents. Hidden ones are throttled and may be silent. */
  readonly tabs: readonly { readonly visible: boolean; readonly lastSeen: number }[];
  /** The newest page; `null`: none has said hello. */
  readonly client: Pick<ClientInfo, 'secureContext' | 'features'> | null;
  readonly now: number;
}

/** ms; a visible page that has said nothing for this long hangs or has crashed. */
const silence = 15_000;
/** ms */
const memoryAge = 900_000;

type Finding = readonly [status: HealthStatus | false, message: string];

const level = (value: number, degraded: number, unhealthy: number): HealthStatus | false => (value > unhealthy ? 'UNHEALTHY' : value > degraded && 'DEGRADED');
const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** The worst of what was found, all of it in words; `well` where that is nothing. */
function judge(metadata: Observation['metadata'], well: string, ...findings: readonly Finding[]): Observation {
  const found = findings.filter(([status]) => status);
  const status = found.some(([status]) => status === 'UNHEALTHY') ? 'UNHEALTHY' : found.length ? 'DEGRADED' : 'HEALTHY';
  return saw(status, found.map(([, message]) => message).join('; ') || well, metadata);
}

/** The lower bound of a share where the sample can carry a judgement, else 0. */
const sureShare = (bad: number, of: number, atLeast: number): number => (of >= atLeast && bad >= 3 ? wilson(bad, of).lower : 0);

/** The checks over what the pages tell, by id; for a check that the backend reports on as well the worse of both stands. */
export const judges: Readonly<Record<string, (world: World) => Observation>> = {
  frontend_health({ facts, tabs, now }) {
    const { unhandled = 0, scripts = 0, ...rest } = sumFacts(facts, now, 5);
    const failing = Object.keys(rest).filter((name) => name.startsWith('page:')).length;
    const visible = tabs.filter((tab) => tab.visible);
    const silent = visible.filter(({ lastSeen }) => now - lastSeen > silence).length;
    const share = failing / Math.max(tabs.length, failing, 1);
    const metadata = { pages: tabs.length, visible: visible.length, silent, unhandled, pagesWithErrors: failing, failedScripts: scripts };
    if (!tabs.length) return saw('UNKNOWN', 'no page is open', metadata);
    return judge(
      metadata,
      'all pages answer',
      [silent > 0 && (silent === visible.length ? 'UNHEALTHY' : 'DEGRADED'), `no answer for ${silence / 1_000} s: ${silent} of ${tabs.length} pages`],
      [level(scripts, 0, Infinity), `scripts that failed to load: ${scripts}`],
      // A single error is an error, not an outage: it takes three, or two pages, and a fifth of what is open.
      [share > 0.2 && (unhandled > 2 || failing > 1) && (share > 0.5 && unhandled > 9 ? 'UNHEALTHY' : 'DEGRADED'), `unhandled errors in 5 min: ${unhandled}, in ${failing} pages`],
    );
  },
  security_status({ facts, client, tabs, now }) {
    const { security = 0 } = sumFacts(facts, now, 15);
    const secureContext = client?.secureContext ?? null;
    if (!tabs.length && !security) return saw('UNKNOWN', 'no page is open');
    return judge(
      { secureContext, securityEvents: security },
      'no security events in 15 min',
      [secureContext === false && 'DEGRADED', 'the page is not in a secure context (HTTPS)'],
      [level(security, 0, 9), `security events in 15 min: ${security}`],
    );
  },
  error_rate_monitor({ facts, now }) {
    const { calls = 0, failed = 0, unhandled = 0 } = sumFacts(facts, now, 5);
    const said = `${percent(failed / (calls || 1))} of ${calls} API calls failed, ${unhandled} unhandled errors in 5 min`;
    const status = level(sureShare(failed, calls, 20), 0.05, 0.2);
    const throwing = level(unhandled, 9, 49);
    return judge({ sampleSize: calls, failed, unhandled }, said, [status === 'UNHEALTHY' ? status : throwing || status, said]);
  },
  authentication_service({ facts, now }) {
    const { calls = 0, unauthorized = 0 } = sumFacts(facts, now, 5);
    const said = `${percent(unauthorized / (calls || 1))} of ${calls} API calls were answered 401`;
    return judge({ sampleSize: calls, unauthorized }, said, [level(sureShare(unauthorized, calls, 10), 0.2, 1), said]);
  },
  memory_usage({ facts: { memory }, now }) {
    if (!memory) return { ...saw('UNKNOWN', 'unsupported: no page reports its memory'), absent: true };
    const { at, used, limit } = memory;
    if (now - at > memoryAge) return saw('UNKNOWN', 'no measurement for 15 min');
    const usage = used / limit;
    const said = `${percent(usage)} of the heap in use (${Math.round(used / 1e6)} of ${Math.round(limit / 1e6)} MB)`;
    return judge({ used, limit, usage }, said, [level(usage, 0.8, 0.9), said]);
  },
  // The p75 of a vital is poor when more than a quarter of the page views are; fewer than three poor ones judge nothing.
  performance_metrics({ facts, now }) {
    const values = Object.entries(facts.vitals).filter(([, { at }]) => now - at < 3_600_000);
    const poor = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'].filter((name) => {
      const views = values.filter(([key]) => key.startsWith(name));
      const bad = views.filter(([, vital]) => vital.poor).length;
      return bad > 2 && bad / views.length > 0.25;
    });
    if (!values.length) return saw('UNKNOWN', 'no page view measured in the last hour');
    return judge({ sampleSize: values.length, poor }, 'vitals are not poor', [level(poor.length, 0, 2), `poor for more than a quarter of the page views: ${poor.join(', ')}`]);
  },
  browser_compatibility({ client }) {
    if (!client) return saw('UNKNOWN', 'no page has told its features yet');
    const missing = Object.keys(client.features).filter((name) => !client.features[name]);
    // The elements and the delivery have no fallback for these.
    const required = missing.some((name) => name === 'fetch' || name === 'customElements');
    return judge({ missing }, 'no feature is missing', [required ? 'UNHEALTHY' : level(missing.length, 0, Infinity), `this browser lacks: ${missing.join(', ')}`]);
  },
};
