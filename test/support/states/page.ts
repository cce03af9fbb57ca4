// Every element in every state, on one page: `?only=ops-health-stale` shows one of them.
import '../../../components/ops-alerts/define.ts';
import '../../../components/ops-dashboard/define.ts';
import '../../../components/ops-errors/define.ts';
import '../../../components/ops-health/define.ts';
import '../../../components/ops-logs/define.ts';
import '../../../components/ops-metrics/define.ts';
import '../../../components/ops-performance/define.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { SampleClient } from '../../../demo/gallery/sample-client.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { brokenData, healthyData } from '../../../demo/gallery/sample-health.ts';
import { sampleLogs } from '../../../demo/gallery/sample-logs.ts';
import { emptyMetrics, sampleMetrics } from '../../../demo/gallery/sample-metrics.ts';
import { emptyPerformance, samplePerformance } from '../../../demo/gallery/sample-performance.ts';

const now = Date.now();
const client = (): SampleClient => new SampleClient({ health: { ...brokenData(now), incidents: sampleAlerts(now).active }, alerts: sampleAlerts(now), errors: sampleErrors(now), logs: sampleLogs(now) });
/** Never answers. */
const silent = (): SampleClient => Object.assign(client(), { gate: new Promise<void>(() => undefined) });
/** Refuses every question, with more words than there is room for. */
const refusing = (): SampleClient => {
  const gate = Promise.reject(new Error('The database was closed by the browser. '.repeat(50)));
  gate.catch(() => undefined);
  return Object.assign(client(), { gate });
};

const status = healthyData(now).status;
const full = {
  'ops-health': healthyData(now),
  'ops-alerts': sampleAlerts(now),
  'ops-errors': sampleErrors(now),
  'ops-logs': sampleLogs(now),
  'ops-metrics': sampleMetrics(now),
  'ops-performance': samplePerformance(now),
  'ops-dashboard': { status, incidents: sampleAlerts(now).active, stats: sampleErrors(now).stats, groups: sampleErrors(now).groups, budgets: samplePerformance(now).summary.budgets },
} as const;
const empty: Readonly<Record<keyof typeof full, object>> = {
  'ops-health': { ...healthyData(now), checks: [] },
  'ops-alerts': { active: [], history: [], silences: [] },
  'ops-errors': { groups: [], stats: { ...sampleErrors(now).stats, total: 0, byCategory: {} } },
  'ops-logs': { entries: [] },
  'ops-metrics': emptyMetrics(now),
  'ops-performance': emptyPerformance(now),
  'ops-dashboard': { ...full['ops-dashboard'], incidents: [], groups: [], stats: { ...sampleErrors(now).stats, total: 0, byCategory: {} } },
};

const states: Readonly<Record<string, (name: keyof typeof full) => object>> = {
  loading: () => ({ client: silent() }),
  live: () => ({ client: client() }),
  paused: (name) => ({ snapshot: full[name], paused: true }),
  stale: (name) => ({ snapshot: { ...full[name], at: now - 190_000 } }),
  disconnected: (name) => ({ snapshot: { ...full[name], at: now - 80_000, connection: 'disconnected' } }),
  empty: (name) => ({ snapshot: empty[name] }),
  error: () => ({ client: refusing() }),
};

const query = new URLSearchParams(location.search);
const only = query.get('only');
document.documentElement.dir = query.get('dir') ?? 'ltr';
document.documentElement.style.setProperty('color-scheme', query.get('scheme') ?? 'light');
const main = document.querySelector('main')!;
for (const name of Object.keys(full) as (keyof typeof full)[])
  for (const [state, properties] of Object.entries(states)) {
    if (only && only !== `${name}-${state}` && only !== name) continue;
    const box = document.createElement('section');
    box.dataset['case'] = `${name}-${state}`;
    // A dashboard without anything has its panels, which say so.
    box.dataset['state'] = box.dataset['case'] === 'ops-dashboard-empty' ? 'live' : state;
    box.append(Object.assign(document.createElement(name), { heading: `${name} ${state}`, ...properties(name) }));
    main.append(box);
  }
