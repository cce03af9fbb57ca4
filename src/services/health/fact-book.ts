import type { ErrorRecord, Mechanism } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord, Rating } from '../../contract/performance.ts';
import type { MetricSignal, Signal } from '../../contract/signal.ts';
import { addFacts, noFacts, sumFacts, type Facts, type MinuteFacts } from '../../domain/health/fact-window.ts';
import { judgeBrowser, judgeErrorRate, judgeFrontend, judgeMemory, judgePerformance, judgeSecurity, type MemoryFact } from '../../domain/health/judge-facts.ts';
import { unavailable, type Observation, type Unavailable } from '../../domain/health/observation.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import type { Page } from './page-book.ts';

export interface ObservedBatch {
  readonly signals: readonly Signal[];
  readonly calls: readonly ApiCallRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

interface WindowRow extends Row {
  readonly minutes: readonly MinuteFacts[];
}

interface ViewVital {
  readonly view: string;
  readonly name: string;
  readonly rating: Rating;
  readonly at: number;
}

interface VitalsRow extends Row {
  readonly vitals: readonly ViewVital[];
}

type MemoryRow = Row & MemoryFact;

/** Interventions, deprecations and failed resources are no errors that somebody forgot to handle. */
const thrown: ReadonlySet<Mechanism> = new Set<Mechanism>(['onerror', 'onunhandledrejection', 'worker', 'console', 'manual']);
const hour = 3_600_000;
const maxVitals = 700;
const windowKey = 'health:window';
const vitalsKey = 'health:vitals';
const memoryKey = 'health:memory';

export async function readFacts(tx: ReadTransaction, now: number, minutes: number): Promise<Facts> {
  return sumFacts((await tx.get<WindowRow>('counters', windowKey))?.minutes ?? [], now, minutes);
}

/** Remembers what the checks over the runtime's own streams will ask for; returns the checks that have news. */
export async function foldBatch(tx: Transaction, batch: ObservedBatch, now: number): Promise<readonly string[]> {
  const facts = factsOf(batch);
  if (facts.length) {
    const before = (await tx.get<WindowRow>('counters', windowKey))?.minutes ?? [];
    tx.put<WindowRow>('counters', { key: windowKey, minutes: facts.reduce((window, [at, fact]) => addFacts(window, { ...noFacts, ...fact }, at, now), before) });
  }
  const vitals = batch.signals.flatMap((signal) => (signal.kind === 'vital' ? [{ view: signal.view, name: signal.name, rating: signal.rating, at: signal.at }] : []));
  if (vitals.length) await foldVitals(tx, vitals, now);
  const memory = batch.signals.reduce<MemoryFact | null>((last, signal) => memoryOf(signal) ?? last, null);
  if (memory) tx.put<MemoryRow>('counters', { key: memoryKey, ...memory });
  const security = facts.some(([, { securityEvents }]) => securityEvents);
  return [security ? 'security_status' : '', vitals.length ? 'performance_metrics' : '', memory ? 'memory_usage' : ''].filter(Boolean);
}

function factsOf({ signals, calls, errors, logs }: ObservedBatch): readonly (readonly [number, Partial<Facts>])[] {
  const facts: (readonly [number, Partial<Facts>])[] = [];
  for (const { timestamp, outcome, status } of calls)
    if (outcome !== 'aborted' && outcome !== 'offline')
      facts.push([timestamp, { calls: 1, failedCalls: ['server_error', 'timeout', 'network'].includes(outcome) ? 1 : 0, unauthorized: status === 401 ? 1 : 0 }]);
  for (const { timestamp, handled, category, mechanism, tabId } of errors) {
    if (category === 'security' || mechanism === 'csp') facts.push([timestamp, { securityEvents: 1 }]);
    else if (!handled && thrown.has(mechanism)) facts.push([timestamp, { unhandled: 1, pages: [tabId] }]);
  }
  for (const { timestamp, type } of logs) if (type === 'security') facts.push([timestamp, { securityEvents: 1 }]);
  for (const signal of signals) if (isFailedScript(signal)) facts.push([signal.at, { failedScripts: 1 }]);
  return facts;
}

function isFailedScript(signal: Signal): boolean {
  if (signal.kind !== 'error' || signal.mechanism !== 'resource') return false;
  const { props } = signal.error;
  const message = signal.error.message.slice(0, 1_000);
  const told = [props?.['tagName'], props?.['tag'], props?.['element']].find((value) => typeof value === 'string');
  if (typeof told === 'string') return told.toLowerCase() === 'script';
  return /^<?script\b/i.test(message) || /\.m?js(?:[?#]\S*)?$/i.test(message);
}

async function foldVitals(tx: Transaction, fresh: readonly ViewVital[], now: number): Promise<void> {
  const before = (await tx.get<VitalsRow>('counters', vitalsKey))?.vitals ?? [];
  // A later value of the same vital of the same view replaces the earlier one.
  const newest = new Map([...before, ...fresh].map((vital) => [`${vital.view}:${vital.name}`, vital]));
  tx.put<VitalsRow>('counters', { key: vitalsKey, vitals: [...newest.values()].filter(({ at }) => now - at < hour).slice(-maxVitals) });
}

const positive = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null);

function memoryOf(signal: Signal): MemoryFact | null {
  if (signal.kind === 'error') {
    const used = positive(signal.performance?.heapUsed);
    const limit = positive(signal.performance?.heapLimit);
    return used && limit ? { at: signal.at, used, limit, usage: used / limit } : null;
  }
  return signal.kind === 'metric' && signal.type === 'memory' ? memoryOfMetric(signal) : null;
}

function memoryOfMetric({ at, value, unit, tags }: MetricSignal): MemoryFact | null {
  const limit = positive(tags?.['limit']) ?? positive(tags?.['heapLimit']) ?? positive(tags?.['jsHeapSizeLimit']);
  if (limit) return unit === 'ratio' && value <= 1 ? { at, used: value * limit, limit, usage: value } : { at, used: value, limit, usage: value / limit };
  const usage = positive(tags?.['usage']) ?? (value <= 1 ? value : null);
  return usage === null ? null : { at, used: null, limit: null, usage };
}

/** `null`: the pages do not say. */
function reportsMemory(pages: readonly Page[]): boolean | null {
  const told = pages.flatMap(({ features }) => Object.entries(features)).filter(([name]) => /memory/i.test(name) && !/device/i.test(name));
  return told.length ? told.some(([, has]) => has) : null;
}

/** Makes a check over the runtime's own streams. */
export async function judgeFromFacts(tx: ReadTransaction, id: string, pages: readonly Page[], now: number): Promise<Observation | Unavailable> {
  switch (id) {
    case 'frontend_health':
      return judgeFrontend(pages, await readFacts(tx, now, 5), now);
    case 'security_status':
      return judgeSecurity(pages, await readFacts(tx, now, 15));
    case 'error_rate_monitor':
      return judgeErrorRate(await readFacts(tx, now, 5));
    case 'memory_usage':
      return judgeMemory((await tx.get<MemoryRow>('counters', memoryKey)) ?? null, reportsMemory(pages), now);
    case 'performance_metrics':
      return judgePerformance(((await tx.get<VitalsRow>('counters', vitalsKey))?.vitals ?? []).filter(({ at }) => now - at < hour));
    case 'browser_compatibility':
      return judgeBrowser(pages);
    default:
      return unavailable('no such check any more');
  }
}
