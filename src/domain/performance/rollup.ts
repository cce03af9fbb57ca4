import type { ApiCallRecord, VitalName } from '../../contract/performance.ts';
import { groupBy } from './group-by.ts';
import type { MemoryReading } from './memory-usage.ts';
import { isCounted, isFailure, isTimed } from './outcome.ts';
import { addToSketch, emptySketch, mergeSketches, type QuantileSketch, removeFromSketch } from './quantile-sketch.ts';
import { rateVital } from './rating.ts';
import { maxRoutes, otherRoute } from './route-pattern.ts';
import { apdexClass } from './score.ts';

/** Lists of named tallies and not objects, because names come from pages and may be `__proto__`. */
export interface VitalTally {
  readonly name: VitalName;
  readonly sketch: QuantileSketch;
  readonly good: number;
  readonly needsImprovement: number;
  readonly poor: number;
}

export interface VitalsRollup {
  readonly views: number;
  readonly vitals: readonly VitalTally[];
}

export interface ApiTally {
  readonly count: number;
  readonly failed: number;
  readonly satisfied: number;
  readonly tolerating: number;
  readonly sketch: QuantileSketch;
}

export interface RouteTally extends ApiTally {
  readonly name: string;
}

export interface MetricTally {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly max: number;
  readonly sketch: QuantileSketch;
}

export interface MetricsRollup {
  readonly metrics: readonly MetricTally[];
  /** The newest. */
  readonly memory: MemoryReading | null;
}

/** What changed about a page view: the newest value of a vital takes the place of the one before. */
export interface VitalChange {
  readonly name: VitalName;
  /** `null`: this view's first value */
  readonly before: number | null;
  readonly after: number;
  readonly newView: boolean;
}

export interface MetricValue {
  readonly name: string;
  readonly value: number;
  readonly memory: MemoryReading | null;
}

/** Metric names told apart in one row. */
export const maxMetrics = 100;

export const emptyVitals: VitalsRollup = { views: 0, vitals: [] };
export const emptyApi: ApiTally = { count: 0, failed: 0, satisfied: 0, tolerating: 0, sketch: emptySketch };
export const emptyMetrics: MetricsRollup = { metrics: [], memory: null };

export function foldVitals(rollup: VitalsRollup, changes: readonly VitalChange[]): VitalsRollup {
  const tallies = new Map(rollup.vitals.map((tally) => [tally.name, tally]));
  let views = rollup.views;
  for (const { name, before, after, newView } of changes) {
    if (newView) views += 1;
    const tally = tallies.get(name) ?? { name, sketch: emptySketch, good: 0, needsImprovement: 0, poor: 0 };
    const without = before === null ? tally : shift(tally, before, -1, removeFromSketch(tally.sketch, before));
    tallies.set(name, shift(without, after, 1, addToSketch(without.sketch, [after])));
  }
  return { views, vitals: [...tallies.values()] };
}

function shift(tally: VitalTally, value: number, by: 1 | -1, sketch: QuantileSketch): VitalTally {
  switch (rateVital(tally.name, value)) {
    case 'good':
      return { ...tally, sketch, good: Math.max(0, tally.good + by) };
    case 'needs-improvement':
      return { ...tally, sketch, needsImprovement: Math.max(0, tally.needsImprovement + by) };
    case 'poor':
      return { ...tally, sketch, poor: Math.max(0, tally.poor + by) };
  }
}

export function mergeVitals(rollups: readonly VitalsRollup[]): VitalsRollup {
  const groups = groupBy(rollups.flatMap((rollup) => rollup.vitals), (tally) => tally.name);
  const vitals = [...groups].map(([name, tallies]) => ({
    name,
    sketch: mergeSketches(tallies.map((tally) => tally.sketch)),
    good: sum(tallies, (tally) => tally.good),
    needsImprovement: sum(tallies, (tally) => tally.needsImprovement),
    poor: sum(tallies, (tally) => tally.poor),
  }));
  return { views: sum(rollups, (rollup) => rollup.views), vitals };
}

/** Calls that the page aborted, or made without a network, say nothing of the service and are not counted. */
export function foldApi(tally: ApiTally, calls: readonly ApiCallRecord[]): ApiTally {
  const counted = calls.filter((call) => isCounted(call.outcome));
  const classes = counted.map((call) => apdexClass(call.outcome, call.duration));
  return {
    count: tally.count + counted.length,
    failed: tally.failed + sum(counted, (call) => (isFailure(call.outcome) ? 1 : 0)),
    satisfied: tally.satisfied + sum(classes, (each) => (each === 'satisfied' ? 1 : 0)),
    tolerating: tally.tolerating + sum(classes, (each) => (each === 'tolerating' ? 1 : 0)),
    sketch: addToSketch(tally.sketch, counted.filter((call) => isTimed(call.outcome)).map((call) => call.duration)),
  };
}

export function mergeApi<T extends ApiTally>(tallies: readonly T[]): ApiTally {
  return {
    count: sum(tallies, (tally) => tally.count),
    failed: sum(tallies, (tally) => tally.failed),
    satisfied: sum(tallies, (tally) => tally.satisfied),
    tolerating: sum(tallies, (tally) => tally.tolerating),
    sketch: mergeSketches(tallies.map((tally) => tally.sketch)),
  };
}

/** One tally a route, at most `maxRoutes` and one for the rest. */
export function foldRoutes(routes: readonly RouteTally[], calls: readonly ApiCallRecord[]): RouteTally[] {
  const tallies = new Map(routes.map((tally) => [tally.name, tally]));
  for (const [route, group] of groupBy(calls, (call) => call.route)) {
    const name = tallies.has(route) || tallies.size < maxRoutes ? route : otherRoute;
    const folded = foldApi(tallies.get(name) ?? emptyApi, group);
    if (folded.count) tallies.set(name, { name, ...folded });
  }
  return [...tallies.values()];
}

export function mergeRoutes(rows: readonly (readonly RouteTally[])[]): RouteTally[] {
  const groups = groupBy(rows.flat(), (tally) => tally.name);
  return [...groups].map(([name, tallies]) => ({ name, ...mergeApi(tallies) }));
}

/** Names beyond `maxMetrics` are left out: a mixture of unlike metrics would be a number about nothing. */
export function foldMetrics(rollup: MetricsRollup, values: readonly MetricValue[]): MetricsRollup {
  const tallies = new Map(rollup.metrics.map((tally) => [tally.name, tally]));
  let memory = rollup.memory;
  for (const value of values) if (value.memory && value.memory.at >= (memory?.at ?? 0)) memory = value.memory;
  for (const [name, group] of groupBy(values, (value) => value.name)) {
    if (!tallies.has(name) && tallies.size >= maxMetrics) continue;
    const tally = tallies.get(name) ?? { name, count: 0, total: 0, max: 0, sketch: emptySketch };
    const numbers = group.map((value) => value.value);
    tallies.set(name, {
      name,
      count: tally.count + numbers.length,
      total: tally.total + numbers.reduce((total, value) => total + value, 0),
      max: Math.max(tally.max, ...numbers),
      sketch: addToSketch(tally.sketch, numbers),
    });
  }
  return { metrics: [...tallies.values()], memory };
}

export function mergeMetrics(rollups: readonly MetricsRollup[]): MetricsRollup {
  const groups = groupBy(rollups.flatMap((rollup) => rollup.metrics), (tally) => tally.name);
  const metrics = [...groups].map(([name, tallies]) => ({
    name,
    count: sum(tallies, (tally) => tally.count),
    total: sum(tallies, (tally) => tally.total),
    max: Math.max(...tallies.map((tally) => tally.max)),
    sketch: mergeSketches(tallies.map((tally) => tally.sketch)),
  }));
  const memory = rollups.reduce<MemoryReading | null>((newest, { memory }) => (memory && memory.at >= (newest?.at ?? 0) ? memory : newest), null);
  return { metrics, memory };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
