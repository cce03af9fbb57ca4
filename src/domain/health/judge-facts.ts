import type { HealthStatus } from '../../contract/health.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import { wilson } from '../alerting/wilson.ts';
import { countOf, judgedVitals, type Facts } from './facts.ts';
import { saw, type Observation } from './observation.ts';

/** What is known without asking anybody. */
export interface World {
  readonly known: Facts & {
    /** The newest page; `null`: none has said hello. */
    readonly client: Pick<ClientInfo, 'secureContext' | 'features'> | null;
  };
  /** Open documents. Hidden ones are throttled and may be silent. */
  readonly tabs: readonly { readonly visible: boolean; readonly lastSeen: number }[];
  readonly now: number;
}

/** ms; a visible page that has said nothing for this long hangs or has crashed. */
const silence = 15_000;
/** ms */
const memoryAge = 900_000;
const vitalAge = 3_600_000;

type Finding = readonly [status: HealthStatus | false, message: string];

const level = (value: number, degraded: number, unhealthy = Infinity): HealthStatus | false => (value > unhealthy ? 'UNHEALTHY' : value > degraded && 'DEGRADED');

/** The worst of the findings, in their words; where nothing is wrong, all of them. */
function judge(metadata: Observation['metadata'], ...findings: readonly Finding[]): Observation {
  const wrong = findings.filter(([status]) => status);
  const status = wrong.some(([status]) => status === 'UNHEALTHY') ? 'UNHEALTHY' : wrong.length ? 'DEGRADED' : 'HEALTHY';
  return saw(status, (wrong.length ? wrong : findings).map(([, message]) => message).join('; '), metadata);
}

const percent = (bad: number, of: number): string => `${Math.round((bad / (of || 1)) * 1_000) / 10} %`;

/** The checks over what the pages tell, by id. */
export const judges: Readonly<Record<string, (world: World) => Observation>> = {
  frontend_health({ known, tabs, now }) {
    const unhandled = countOf(known, 'unhandled', now);
    const scripts = countOf(known, 'scripts', now);
    const pages = tabs.length;
    const visible = tabs.filter((tab) => tab.visible);
    const silent = visible.filter(({ lastSeen }) => now - lastSeen > silence).length;
    if (!pages) return saw('UNKNOWN', 'no page is open');
    return judge(
      { pages, silent, unhandled, scripts },
      [silent > 0 && (silent < visible.length ? 'DEGRADED' : 'UNHEALTHY'), `no answer for 15 s: ${silent} of ${pages} pages`],
      [level(scripts, 0), `scripts that failed to load: ${scripts}`],
      // A single error is an error, not an outage.
      [level(unhandled, 2), `unhandled errors in 5 min: ${unhandled}`],
    );
  },
  security_status({ known, tabs, now }) {
    const { client } = known;
    const security = countOf(known, 'security', now, 15);
    if (!client || (!tabs.length && !security)) return saw('UNKNOWN', 'no page is open');
    const { secureContext } = client;
    return judge(
      { secureContext, security },
      [!secureContext && 'DEGRADED', `secure context (HTTPS): ${secureContext}`],
      [level(security, 0, 9), `security events in 15 min: ${security}`],
    );
  },
  error_rate_monitor({ known, now }) {
    const calls = countOf(known, 'calls', now);
    const failed = countOf(known, 'failed', now);
    const unhandled = countOf(known, 'unhandled', now);
    return judge(
      { sampleSize: calls, failed, unhandled },
      // The lower bound of the share, where the sample can carry a judgement.
      [calls > 19 && failed > 2 && level(wilson(failed, calls).lower, 0.05, 0.2), `${percent(failed, calls)} of ${calls} API calls failed`],
      [level(unhandled, 9, 49), `unhandled errors in 5 min: ${unhandled}`],
    );
  },
  memory_usage({ known: { memory }, now }) {
    if (!memory) return { ...saw('UNKNOWN', 'unsupported: no page reports its memory'), absent: true };
    const { at, used, limit } = memory;
    if (now - at > memoryAge) return saw('UNKNOWN', 'no measurement for 15 min');
    return judge(memory, [level(used / limit, 0.8, 0.9), `${percent(used, limit)} of the heap in use (${Math.round(used / 1e6)} of ${Math.round(limit / 1e6)} MB)`]);
  },
  // The p75 of a vital is poor when more than a quarter of the page views are; fewer than three poor ones judge nothing.
  performance_metrics({ known, now }) {
    const values = Object.entries(known.vitals).filter(([, { at }]) => now - at < vitalAge);
    const sampleSize = values.length;
    if (!sampleSize) return saw('UNKNOWN', 'no page view measured in the last hour');
    const poor = judgedVitals.filter((name) => {
      const views = values.filter(([key]) => key.startsWith(name));
      const bad = views.filter(([, vital]) => vital.poor).length;
      return bad > 2 && bad / views.length > 0.25;
    });
    return judge({ sampleSize, poor }, [level(poor.length, 0, 2), `vitals that are poor: ${poor.join(', ') || 'none'}`]);
  },
  browser_compatibility({ known: { client } }) {
    if (!client) return saw('UNKNOWN', 'no page is open');
    const missing = Object.keys(client.features).filter((name) => !client.features[name]);
    return judge({ missing }, [level(missing.length, 0), `missing features: ${missing.join(', ') || 'none'}`]);
  },
};
