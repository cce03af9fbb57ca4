import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord } from '../../contract/performance.ts';
import type { Signal } from '../../contract/signal.ts';
import { rateVital } from '../performance/rating.ts';

/** What the pages have told, as far as checks ask for it. */
export interface Facts {
  /** How often it happened, by epoch minute and what: `29453340 calls`, `failed unhandled scripts security`. */
  readonly counts: Readonly<Record<string, number>>;
  /** By `name view`: a later value of the same vital of the same page view replaces the earlier one. */
  readonly vitals: Readonly<Record<string, { readonly at: number; readonly poor: boolean }>>;
  /** bytes */
  readonly memory: { readonly at: number; readonly used: number; readonly limit: number } | null;
}

export interface ObservedBatch {
  readonly signals: readonly Signal[];
  readonly calls: readonly ApiCallRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

export const noFacts: Facts = { counts: {}, vitals: {}, memory: null };

const minute = 60_000;
const kept = 15;
const maxVitals = 300;
/** Interventions, deprecations and failed resources are no errors that somebody forgot to handle. */
const uncaught = /^on|worker/;
/** Calls that say nothing of the service, and those in which it did not do its part. A 4xx is an answer. */
const silent = /aborted|offline/;
const failed = /server_error|timeout|network/;
/** Those that every engine or most have. */
export const judgedVitals: readonly string[] = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'];

/** Takes a batch in. `news`: checks that should not wait for their turn. */
export function foldFacts(before: Facts, { signals, calls, errors, logs }: ObservedBatch, now: number): { readonly facts: Facts; readonly news: ReadonlySet<string> } {
  const counts = Object.fromEntries(Object.entries(before.counts).filter(([key]) => parseInt(key, 10) > now / minute - kept));
  const vitals = { ...before.vitals };
  let { memory } = before;
  const news = new Set<string>();
  const count = (at: number, name: string): void => {
    const key = `${Math.floor(Math.min(at, now) / minute)} ${name}`;
    counts[key] = (counts[key] ?? 0) + 1;
    if (name === 'security') news.add('security_status');
  };
  for (const { timestamp, outcome } of calls) {
    if (!silent.test(outcome)) count(timestamp, 'calls');
    if (failed.test(outcome)) count(timestamp, 'failed');
  }
  for (const { timestamp, category, mechanism } of errors)
    if (category === 'security') count(timestamp, category);
    else if (uncaught.test(mechanism)) count(timestamp, 'unhandled');
  for (const { timestamp, type } of logs) if (type === 'security') count(timestamp, type);
  for (const signal of signals) {
    const { at, kind } = signal;
    if (kind === 'metric' && signal.type === 'memory' && Number(signal.tags?.['limit']) > 0) memory = { at, used: signal.value, limit: Number(signal.tags?.['limit']) };
    else if (kind === 'vital' && judgedVitals.includes(signal.name)) vitals[`${signal.name} ${signal.view}`] = { at, poor: rateVital(signal.name, signal.value) === 'poor' };
    else if (kind === 'error' && signal.mechanism === 'resource' && signal.error.message.startsWith('script')) count(at, 'scripts');
  }
  // The first of its kind.
  if (memory && !before.memory) news.add('memory_usage');
  if (Object.keys(vitals).length && !Object.keys(before.vitals).length) news.add('performance_metrics');
  return { facts: { counts, vitals: Object.fromEntries(Object.entries(vitals).slice(-maxVitals)), memory }, news };
}

/** How often it happened in the last `span` minutes, the running one included. */
export function countOf({ counts }: Facts, name: string, now: number, span = 5): number {
  return Object.entries(counts).reduce((sum, [key, count]) => (parseInt(key, 10) > Math.floor(now / minute) - span && key.endsWith(name) ? sum + count : sum), 0);
}
