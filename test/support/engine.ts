import type { VitalName } from '../../src/contract/performance.ts';

const entryTypes = PerformanceObserver.supportedEntryTypes;
const entryOf: Readonly<Record<VitalName, string>> = {
  CLS: 'layout-shift',
  FCP: 'paint',
  FID: 'first-input',
  INP: 'event',
  LCP: 'largest-contentful-paint',
  TBT: 'longtask',
  TTFB: 'navigation',
};

/**
 * What the engine that runs the tests has of what not every engine has. A test asks here which of two things it has to see, the
 * thing itself or what stands for it; it does not leave out a case.
 */
export const engine = {
  /** `performance.memory`: Chromium. */
  heap: 'memory' in performance,
  /** `navigator.storage.estimate()`: not in WebKitGTK. */
  estimate: typeof (navigator.storage as StorageManager | undefined)?.estimate === 'function',
  /** `IDBObjectStore.getAllRecords()`: Chromium and Firefox. */
  allRecords: 'getAllRecords' in IDBObjectStore.prototype,
  /** Whether entries of the type are reported, by `PerformanceObserver`. */
  reports: (entryType: string): boolean => entryTypes.includes(entryType),
  /** The vitals that can be measured. */
  vitals: (Object.keys(entryOf) as VitalName[]).filter((name) => entryTypes.includes(entryOf[name])),
  /** The vitals that cannot. */
  noVitals: (Object.keys(entryOf) as VitalName[]).filter((name) => !entryTypes.includes(entryOf[name])),
} as const;
