import '../../components/ops-alerts/define.ts';
import '../../components/ops-dashboard/define.ts';
import '../../components/ops-errors/define.ts';
import '../../components/ops-health/define.ts';
import '../../components/ops-logs/define.ts';
import '../../components/ops-metrics/define.ts';
import '../../components/ops-performance/define.ts';
import type { ErrorsData } from '../../components/ops-errors/ops-errors.ts';
import { SampleClient } from './sample-client.ts';
import { sampleAlerts } from './sample-alerts.ts';
import { manyGroups, sampleErrors } from './sample-errors.ts';
import { brokenData, healthyData } from './sample-health.ts';
import { sampleLogs } from './sample-logs.ts';
import { emptyMetrics, sampleMetrics } from './sample-metrics.ts';
import { emptyPerformance, samplePerformance } from './sample-performance.ts';

/**
 * Each element in each state that one should have seen. `?only=errors-detail&theme=dark` shows one; without a query, all.
 */
const now = Date.now();
const client = (): SampleClient => new SampleClient({ health: { ...brokenData(now), incidents: sampleAlerts(now).active }, alerts: sampleAlerts(now), errors: sampleErrors(now), logs: sampleLogs(now) });

const states: Readonly<Record<string, () => HTMLElement>> = {
  'health-broken': () => make('ops-health', { client: client() }),
  'health-detail': () => make('ops-health', { client: client(), viewState: { selected: 'database_connectivity' } }),
  'health-fine': () => make('ops-health', { snapshot: healthyData(now) }),
  'health-stale': () => make('ops-health', { snapshot: { ...healthyData(now), at: now - 190_000 } }),
  'health-disconnected': () => make('ops-health', { snapshot: { ...healthyData(now), at: now - 12_000, connection: 'disconnected' } }),
  'health-compact': () => make('ops-health', { snapshot: healthyData(now), density: 'compact' }),
  'health-empty': () => make('ops-health', { snapshot: { ...healthyData(now), checks: [] } }),
  'health-none': () => make('ops-health', {}),
  'alerts-active': () => make('ops-alerts', { client: client() }),
  'alerts-detail': () => make('ops-alerts', { client: client(), viewState: { selected: 'payment_failures-1' } }),
  'alerts-grouped': () => make('ops-alerts', { client: client(), viewState: { group: 'severity' } }),
  'alerts-history': () => make('ops-alerts', { client: client(), viewState: { tab: 'history' } }),
  'alerts-silences': () => make('ops-alerts', { client: client(), viewState: { tab: 'silences' } }),
  'alerts-empty': () => make('ops-alerts', { snapshot: { active: [], history: [], silences: [] } }),
  'alerts-disconnected': () => make('ops-alerts', { snapshot: { ...sampleAlerts(now), connection: 'disconnected', at: now - 80_000 } }),
  'errors-list': () => make('ops-errors', { client: client(), viewState: { status: 'all' } }),
  'errors-detail': () => make('ops-errors', { client: client(), viewState: { selected: 'a1f0c2' } }),
  'errors-many': () => make('ops-errors', { snapshot: manyGroups(10_000, now) }),
  'errors-nomatch': () => make('ops-errors', { client: client(), viewState: { text: 'nothing like this' } }),
  'errors-empty': () => make('ops-errors', { snapshot: { groups: [], stats: { ...sampleErrors(now).stats, total: 0, byCategory: {} } } }),
  'logs-tail': () => make('ops-logs', { client: client() }),
  'logs-detail': () => make('ops-logs', { client: client(), viewState: { selected: 'log_157' } }),
  'logs-many': () => make('ops-logs', { snapshot: sampleLogs(now, 10_000) }),
  'logs-request': () => make('ops-logs', { client: client(), viewState: { correlationId: 'req-13' } }),
  'logs-nomatch': () => make('ops-logs', { client: client(), viewState: { text: 'nothing like this' } }),
  dashboard: () => make('ops-dashboard', { client: client() }),
  performance: () => make('ops-performance', { snapshot: samplePerformance(now) }),
  'performance-empty': () => make('ops-performance', { snapshot: emptyPerformance(now) }),
  metrics: () => make('ops-metrics', { snapshot: sampleMetrics(now) }),
  'metrics-empty': () => make('ops-metrics', { snapshot: emptyMetrics(now) }),
  'health-long': () => make('ops-health', { snapshot: { ...healthyData(now), checks: healthyData(now).checks.slice(0, 2).map((check) => ({ ...check, name: long, message: long, status: 'UNHEALTHY' })) } }),
  'alerts-long': () => make('ops-alerts', { snapshot: { ...sampleAlerts(now), active: sampleAlerts(now).active.slice(0, 1).map((alert) => ({ ...alert, name: long, description: long })) }, viewState: { selected: 'payment_failures-1' } }),
  'errors-one': () => make('ops-errors', { snapshot: { ...sampleErrors(now), groups: sampleErrors(now).groups.slice(0, 1) } }),
  'errors-long': () => make('ops-errors', { snapshot: longErrors(), viewState: { selected: 'long' } }),
  'errors-where': () => clicked(make('ops-errors', { client: client(), viewState: { page: '/doctors/:id', release: '1.4.2' } }), '.b.more'),
  'errors-ignore': () => clicked(make('ops-errors', { client: client(), viewState: { selected: 'a1f0c2' } }), '.detail .acts .b + .b'),
  'logs-long': () => make('ops-logs', { snapshot: { entries: sampleLogs(now, 12).entries.map((entry, index) => (index === 9 ? { ...entry, message: `${long} ${word}` } : entry)) }, viewState: { selected: 'log_9' } }),
  'logs-error': () => make('ops-logs', { client: Object.assign(client(), { gate: refused() }) }),
  'alerts-maintenance': () => clicked(make('ops-alerts', { client: client(), viewState: { tab: 'silences' } }), 'summary'),
  'alerts-silence': () => clicked(make('ops-alerts', { client: client(), viewState: { selected: 'payment_failures-1' } }), '.detail .acts .b + .b + .b'),
  'health-help': () => clicked(make('ops-health', { snapshot: healthyData(now) }), '[aria-label=More]'),
  'logs-empty': () => make('ops-logs', { snapshot: { entries: [] } }),
};

/** What programs write when they write much. */
const word = 'https://clinic.example/'.padEnd(400, 'a-very-long-segment/');
const long = 'The synchronisation of appointments with the electronic health record failed after its retries, and nobody has been told. '.repeat(18);

function longErrors(): ErrorsData {
  const base = sampleErrors(now);
  const group = { ...base.details!['a1f0c2']!, signature: 'long', title: `SynchronisationError: ${long}`, message: long, culprit: word };
  return { ...base, groups: [group, ...base.groups], details: { long: { ...group, events: group.events.map((event) => ({ ...event, message: `${long}${word}` })) } } };
}

function refused(): Promise<void> {
  const gate = Promise.reject(new Error(long));
  gate.catch(() => undefined);
  return gate;
}

/** With something in it that one has clicked, once it is there. */
function clicked(element: HTMLElement, selector: string): HTMLElement {
  setTimeout(() => element.shadowRoot?.querySelector<HTMLElement>(selector)?.click(), 500);
  return element;
}

function make(name: string, properties: object): HTMLElement {
  return Object.assign(document.createElement(name), properties);
}

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.classList.add(theme);
if (query.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
const main = document.querySelector('main');
for (const [name, build] of Object.entries(states)) {
  if (query.has('only') && !query.get('only')?.split(',').includes(name)) continue;
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = name;
  const box = document.createElement('div');
  box.append(note, build());
  main?.append(box);
}
