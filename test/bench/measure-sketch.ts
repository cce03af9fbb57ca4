import { registerHooks } from 'node:module';
import { serialize } from 'node:v8';
import { build, type Histogram } from 'hdr-histogram-js';
import { addTo, copySketch, emptySketch, quantile as estimate, sketchOf } from '../../src/domain/performance/quantile-sketch.ts';
import { quantile } from './quantile.ts';
import { seeded } from '../support/seeded.ts';

export interface SketchCost {
  readonly values: string;
  readonly sketch: string;
  /** Largest of p50, p75, p95, p99 and p99.9, in %. */
  readonly error: number;
  /** As it is stored. */
  readonly bytes: number;
  /** ns */
  readonly add: number;
  /** µs, two sketches of all values. */
  readonly merge: number;
}

// @datadog/sketches-js requires protobufjs, which it does not list, for an encoding that nobody asks for here.
const nothing = 'data:text/javascript,';
registerHooks({
  resolve: (name, context, next) => (name === 'protobufjs/minimal' ? { url: nothing, format: 'commonjs', shortCircuit: true } : next(name, context)),
  load: (url, context, next) => (url === nothing ? { format: 'commonjs', source: 'module.exports = { roots: {}, util: { newBuffer() {}, emptyArray: [], emptyObject: {} } }', shortCircuit: true } : next(url, context)),
});
const { DDSketch } = await import('@datadog/sketches-js');

interface Contender {
  add(value: number): void;
  quantile(q: number): number;
  bytes(): number;
  /** Merges it into itself. */
  merge(): void;
}

const quantiles = [0.5, 0.75, 0.95, 0.99, 0.999];

/** ms, as pages measure them. */
const distributions: Readonly<Record<string, (random: () => number) => number>> = {
  'log-normal around 800 ms': (random) => 800 * Math.exp(0.8 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  'Pareto from 5 ms': (random) => Math.min(3_600_000, 5 / (1 - random()) ** (1 / 1.1)),
  'uniform up to 60 s': (random) => random() * 60_000,
};

/** Whole numbers of µs, because an HDR histogram counts in whole numbers. */
const micro = (value: number): number => Math.max(1, Math.round(value * 1_000));

const contenders: Readonly<Record<string, () => Contender>> = {
  'prescripto-ops': () => {
    const sketch = copySketch(emptySketch);
    return { add: (value) => void addTo(sketch, sketchOf(value)), quantile: (q) => estimate(sketch, q)!, bytes: () => serialize(sketch).length, merge: () => void addTo(copySketch(sketch), sketch) };
  },
  '@datadog/sketches-js': () => {
    const sketch = new DDSketch({ relativeAccuracy: 0.009 });
    return { add: (value) => sketch.accept(value), quantile: (q) => sketch.getValueAtQuantile(q), bytes: () => serialize([sketch.store.bins, sketch.store.offset, sketch.count, sketch.min, sketch.max]).length, merge: () => new DDSketch({ relativeAccuracy: 0.009 }).merge(sketch) };
  },
  'hdr-histogram-js, 2 digits': () => {
    const make = (): Histogram => build({ lowestDiscernibleValue: 1, highestTrackableValue: 4e9, numberOfSignificantValueDigits: 2, bitBucketSize: 32 });
    const histogram = make();
    return { add: (value) => histogram.recordValue(micro(value)), quantile: (q) => histogram.getValueAtPercentile(100 * q) / 1_000, bytes: () => serialize((histogram as unknown as { _counts: Uint32Array })._counts).length, merge: () => make().add(histogram) };
  },
};

/** DDSketch as the runtime keeps it, beside a library of each of the two families. */
export function measureSketch(total = 1_000_000): readonly SketchCost[] {
  return Object.entries(distributions).flatMap(([values, draw]) => {
    const random = seeded(42);
    const all = Array.from({ length: total }, () => draw(random));
    return Object.entries(contenders).map(([sketch, make]) => {
      const one = make();
      const began = performance.now();
      for (const value of all) one.add(value);
      const added = performance.now();
      for (let round = 0; round < 100; round++) one.merge();
      const merge = (performance.now() - added) * 10;
      const error = Math.max(...quantiles.map((q) => Math.abs(one.quantile(q) / quantile(all, q) - 1))) * 100;
      return { values, sketch, error, bytes: one.bytes(), add: ((added - began) * 1e6) / total, merge };
    });
  });
}
