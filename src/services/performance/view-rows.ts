import type { CoreWebVitals, MetricRecord, Rating, VitalName, VitalValue } from '../../contract/performance.ts';
import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { VitalSignal } from '../../contract/signal.ts';
import { exactQuantile, quantile } from '../../domain/performance/quantile-sketch.ts';
import { rateVital, vitalNames } from '../../domain/performance/rating.ts';
import type { VitalChange, VitalsRollup } from '../../domain/performance/rollup.ts';
import { type ReadTransaction, type Row, timeKey, type Transaction } from '../ports/store.ts';
import type { Timed } from './rollup-rows.ts';
import { tidy } from './tidy.ts';

interface StoredVital {
  readonly id: string;
  readonly name: VitalName;
  readonly value: number;
  readonly at: number;
}

export interface ViewRow extends Row {
  readonly view: string;
  /** epoch ms of the first vital: its place in time for good, because vitals change while a page lives. */
  readonly start: number;
  readonly url: string;
  readonly sessionId: string;
  readonly userId: string | null;
  readonly tabId: string;
  readonly release: string;
  readonly vitals: readonly StoredVital[];
}

/** Finds a view's row by the view: the rows themselves are sorted by time. */
interface ViewPointer extends Row {
  readonly row: string;
}

const pointers = 'view:';
const newest = '~';

/** Up to here a percentile is computed from the views themselves, exactly, and beyond from sketches. */
export const exactViews = 300;

/**
 * Keeps the newest value of every vital of a view. A value that came before, from a tab that sent out of order, changes
 * nothing; a repeat changes nothing.
 */
export async function foldViews(tx: Transaction, client: ClientInfo, signals: readonly VitalSignal[]): Promise<Timed<VitalChange>[]> {
  const changes: Timed<VitalChange>[] = [];
  for (const signal of signals) {
    const pointer = await tx.get<ViewPointer>('views', pointers + signal.view);
    const row = pointer && (await tx.get<ViewRow>('views', pointer.row));
    const before = row?.vitals.find((vital) => vital.name === signal.name);
    if (before && (before.at > signal.at || before.value === signal.value)) continue;
    const after: StoredVital = { id: recordId('metric', signal.at, client.tabId, signal.seq), name: signal.name, value: signal.value, at: signal.at };
    const view = row ?? newView(client, signal);
    tx.put<ViewRow>('views', { ...view, userId: signal.scope.user?.id ?? view.userId, vitals: [...view.vitals.filter((vital) => vital !== before), after] });
    if (!row) tx.put<ViewPointer>('views', { key: pointers + signal.view, row: view.key });
    changes.push({ at: view.start, item: { name: signal.name, before: before?.value ?? null, after: signal.value, newView: !row } });
  }
  return changes;
}

function newView(client: ClientInfo, signal: VitalSignal): ViewRow {
  const { scope, at, view } = signal;
  const key = timeKey(at, view);
  return { key, view, start: at, url: scope.url, sessionId: scope.sessionId, userId: scope.user?.id ?? null, tabId: client.tabId, release: client.release, vitals: [] };
}

/** Newest first. */
export function listViews(tx: ReadTransaction, from: number, to: number, limit: number): Promise<ViewRow[]> {
  return tx.list<ViewRow>('views', { from: timeKey(from), to: `${timeKey(to)}${newest}`, newestFirst: true, limit });
}

export function vitalsOfViews(views: readonly ViewRow[]): CoreWebVitals {
  return collect((name) => {
    const values = views.flatMap((view) => view.vitals.filter((vital) => vital.name === name).map((vital) => vital.value));
    const share = (rating: Rating): number => values.filter((value) => rateVital(name, value) === rating).length;
    const [good, needsImprovement, poor] = [share('good'), share('needs-improvement'), share('poor')];
    return { value: exactQuantile(values, 0.75), good, needsImprovement, poor };
  });
}

export function vitalsOfRollup({ vitals }: VitalsRollup): CoreWebVitals {
  return collect((name) => {
    const tally = vitals.find((each) => each.name === name);
    const estimate = tally ? quantile(tally.sketch, 0.75) : null;
    const value = estimate === null ? null : tidy(estimate);
    return { value, good: tally?.good ?? 0, needsImprovement: tally?.needsImprovement ?? 0, poor: tally?.poor ?? 0 };
  });
}

function collect(of: (name: VitalName) => { value: number | null; good: number; needsImprovement: number; poor: number }): CoreWebVitals {
  const vitals: Partial<Record<Lowercase<VitalName>, VitalValue>> = {};
  for (const name of vitalNames) {
    const { value, good, needsImprovement, poor } = of(name);
    const count = good + needsImprovement + poor;
    if (value === null || count === 0) continue;
    vitals[name.toLowerCase() as Lowercase<VitalName>] = {
      value,
      rating: rateVital(name, value),
      count,
      shares: { good: good / count, needsImprovement: needsImprovement / count, poor: poor / count },
    };
  }
  return vitals;
}

/** The vitals of views as records, for those who ask for all metrics. */
export function recordsOfViews(views: readonly ViewRow[]): MetricRecord[] {
  return views.flatMap(({ view, url, sessionId, userId, tabId, release, vitals }) =>
    vitals.map(({ id, name, value, at }): MetricRecord => {
      const unit = name === 'CLS' ? '' : 'ms';
      return { id, timestamp: at, type: 'vital', name, value, unit, rating: rateVital(name, value), tags: { view }, url, sessionId, userId, tabId, release };
    }),
  );
}

export async function pruneViews(tx: Transaction, before: number, maxRows: number): Promise<void> {
  // A view has two rows, itself and its pointer.
  const excess = Math.ceil((await tx.count('views')) / 2) - maxRows;
  const old = await tx.list<ViewRow>('views', { to: timeKey(before) });
  const many = excess > old.length ? await tx.list<ViewRow>('views', { to: pointers, limit: excess }) : [];
  for (const view of [...old, ...many]) dropView(tx, view);
}

export function dropView(tx: Transaction, view: ViewRow): void {
  tx.delete('views', view.key);
  tx.delete('views', pointers + view.view);
}

export async function viewsOfUser(tx: ReadTransaction, userId: string): Promise<ViewRow[]> {
  const views = await tx.list<ViewRow>('views', { to: pointers });
  return views.filter((view) => view.userId === userId);
}
