// Thirty days of values in the product's own rows on IndexedDB, and the time that its own answers take.
import { rollTallies } from '../../../src/services/records/prune-tallies.ts';
import { addTallies } from '../../../src/services/records/tally-rows.ts';
import { PerformanceQueries } from '../../../src/services/performance/performance-queries.ts';
import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import type { Observation } from '../../../src/domain/performance/observe.ts';
import { addTo, copySketch, emptySketch, sketchOf } from '../../../src/domain/performance/quantile-sketch.ts';
import { gradeVital, vitalNames } from '../../../src/domain/performance/rating.ts';
import { type Tally, tallyOf } from '../../../src/domain/performance/tally.ts';
import { createIndexedDbStore } from '../../../src/worker/indexed-db-store.ts';

const hour = 3_600_000;
const hours = 30 * 24;
const pages = 20;
const questions = 30;

/** Of so many log-normal values. */
function tallyOfMany(count: number, median: number): Tally {
  const sketch = copySketch(emptySketch);
  const grades: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const value = median * Math.exp(0.6 * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()));
    addTo(sketch, sketchOf(value));
    grades[gradeVital('LCP', value)]!++;
  }
  return { ...tallyOf(null), count, grades, sketch };
}

/** Records so many values evenly over 30 days; answers the times of each question, ms. */
export async function rollups(total: number): Promise<Readonly<Record<string, readonly number[]>>> {
  const store = createIndexedDbStore({ name: 'bench-rollups' });
  const now = Math.floor(Date.now() / hour) * hour + 1_800_000;
  const series = [...vitalNames, 'apiResponse'];
  const each = Math.ceil(total / hours / series.length / pages);
  for (let back = hours - 1; back >= 0; back--) {
    const at = now - back * hour;
    const observations: Observation[] = [];
    for (const name of series)
      for (let page = 0; page < pages; page++) {
        const tally = tallyOfMany(each, 900 + page * 40);
        observations.push(['page', name, at, tally], ['cell', `${name}\t/page-${page}\tdesktop\t4g`, at, tally]);
        if (name === 'apiResponse') observations.push(['route', `GET /api/${page}/:id`, at, tally]);
      }
    await store.write((tx) => addTallies(tx, observations, at));
    if (back % 6 === 0) await store.write((tx) => rollTallies(tx, at));
  }
  const queries = new PerformanceQueries({ store, now: () => now, random: Math.random, config: () => resolveConfig({}, 'http://bench.invalid/'), mask: (value: never) => value } as never);
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'vitals of 30 days': () => queries.getCoreWebVitals('30d'),
    'vitals of one page in 30 days': () => queries.getCoreWebVitals({ range: '30d', page: '/page-3' }),
    'LCP over 30 days, 60 points': () => queries.getSeries({ metric: 'LCP', range: '30d' }),
    'a route over 30 days': () => queries.getSeries({ metric: 'GET /api/3/:id', range: '30d', percentile: 0.95 }),
  };
  const counted = Object.values(await queries.getCoreWebVitals('30d')).reduce((sum, vital) => sum + vital.count, 0) + (await queries.getPerformanceSummary('30d')).api.count;
  if (counted < total * 0.99) throw new Error(`recorded ${total} values, found ${counted}`);
  const times: Record<string, number[]> = {};
  for (let round = 0; round < questions; round++)
    for (const [question, ask] of Object.entries(asked)) {
      const began = performance.now();
      await ask();
      (times[question] ??= []).push(performance.now() - began);
    }
  return times;
}
