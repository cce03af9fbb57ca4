import type { AlertDefinition } from '../../contract/alert.ts';
import type { BusinessEvent } from '../../contract/config.ts';
import { countedIn } from '../../domain/alerting/counted.ts';
import type { Counted, Observation } from '../../domain/alerting/counted.ts';
import type { BuiltInAlert } from '../../domain/alerting/definitions.ts';
import type { Window } from '../../domain/alerting/sample.ts';
import { tally } from '../../domain/alerting/tally.ts';
import type { Counts } from '../../domain/alerting/tally.ts';
import { addToSketch, emptySketch, mergeSketches } from '../../domain/performance/quantile-sketch.ts';
import type { QuantileSketch } from '../../domain/performance/quantile-sketch.ts';
import { timeKey } from '../ports/store.ts';
import type { ReadTransaction, Row, Transaction } from '../ports/store.ts';
import { pruneRows } from '../records/prune-rows.ts';

/** What was counted in one minute or hour, by name. */
interface CounterRow extends Row {
  readonly counts: Counts;
  /** ms, of API calls */
  readonly latency: QuantileSketch;
}

/** The different errors of one session, by signature; at most 20: more makes no difference to anyone. */
interface SessionRow extends Row {
  readonly sessionId: string;
  readonly signatures: readonly string[];
  /** epoch ms of the last error */
  readonly lastAt: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const mostSignatures = 20;
const mostSessions = 500;
const sessionPrefix = 'alert/session:';

/** How long counters are kept, by their step in ms: minutes for windows of up to a day, hours for a baseline of a week. */
const kept = [[minute, day], [hour, 8 * day]] as const;

function counterKey(step: number, at: number): string {
  return `alert/${step}:${timeKey(at - (at % step))}`;
}

/**
 * Counts a batch into the minutes and hours it belongs to; what claims to come from the future counts as now. Resolves with
 * what it brought: `session_errors` are sessions that met an error new to them, beyond `sessionLimit`.
 */
export async function countBatch(
  tx: Transaction,
  seen: Observation,
  names: Readonly<Record<string, BusinessEvent>>,
  sessionLimit: number,
  now: number,
): Promise<Counts> {
  const counted = countedIn(seen, names);
  const brought = tally(counted.map(({ name }) => name));
  for (const [step] of kept) {
    const groups = new Map<string, Counted[]>();
    for (const one of counted) {
      const key = counterKey(step, Math.min(one.timestamp, now));
      const group = groups.get(key) ?? [];
      group.push(one);
      groups.set(key, group);
    }
    for (const [key, group] of groups) {
      const { counts, latency } = (await tx.get<CounterRow>('counters', key)) ?? { counts: {}, latency: emptySketch };
      const durations = group.flatMap(({ duration }) => (step === minute ? (duration ?? []) : []));
      tx.put<CounterRow>('counters', { key, counts: tally(group.map(({ name }) => name), counts), latency: addToSketch(latency, durations) });
    }
  }
  for (const { sessionId, signature, severity, timestamp } of seen.errors) {
    // A message for information is no error.
    if (severity === 'INFO') continue;
    const key = sessionPrefix + sessionId;
    const { signatures = [], lastAt = 0 } = (await tx.get<SessionRow>('counters', key)) ?? {};
    const grown = [...new Set([...signatures, signature])].slice(0, mostSignatures);
    tx.put<SessionRow>('counters', { key, sessionId, signatures: grown, lastAt: Math.max(lastAt, Math.min(timestamp, now)) });
    brought['session_errors'] = (brought['session_errors'] ?? 0) + Number(grown.length > Math.max(signatures.length, sessionLimit));
  }
  return brought;
}

/** Whole steps: of the oldest one all counts. */
async function read(tx: ReadTransaction, step: number, from: number, to: number): Promise<Pick<Window, 'counts' | 'latency'>> {
  const rows = await tx.list<CounterRow>('counters', { from: counterKey(step, from), to: counterKey(step, to) });
  return { counts: tally([], ...rows.map(({ counts }) => counts)), latency: mergeSketches(rows.map(({ latency }) => latency)) };
}

/** Reads the window of an alert, and what an incident shows of it. */
export async function readWindow(
  tx: ReadTransaction,
  { measure, counters }: BuiltInAlert,
  definition: AlertDefinition,
  brought: Counts,
  observedAt: number,
  now: number,
): Promise<Window & { readonly data: Readonly<Record<string, unknown>> }> {
  const start = now - definition.window * minute;
  const window = { ...(await read(tx, minute, start, now + minute)), brought, baseline: {}, observed: observedAt >= start };
  if (measure === 'drop') window.baseline = (await read(tx, hour, start - 7 * day, start)).counts;
  if (counters[0] !== 'session_errors') return { ...window, data: Object.fromEntries(counters.map((name) => [name, window.counts[name] ?? 0])) };
  const sessions = await tx.list<SessionRow>('counters', { from: sessionPrefix, to: `${sessionPrefix}\uffff` });
  const [worst] = sessions.filter(({ lastAt }) => lastAt >= start).sort((a, b) => b.signatures.length - a.signatures.length);
  const distinctErrors = worst?.signatures.length ?? 0;
  return { ...window, counts: { session_errors: distinctErrors }, data: { sessionId: worst?.sessionId, distinctErrors } };
}

export async function pruneCounters(tx: Transaction, now: number): Promise<void> {
  for (const [step, age] of kept) tx.deleteRange('counters', { from: counterKey(step, 0), to: counterKey(step, now - age) });
  await pruneRows<SessionRow>(tx, 'counters', ({ lastAt }) => lastAt, now - day, mostSessions, sessionPrefix);
}
