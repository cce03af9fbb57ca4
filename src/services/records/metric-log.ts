import type { MetricRecord } from '../../contract/performance.ts';
import { day } from './counter-rows.ts';
import { RecordLog } from './record-log.ts';

/** Vitals, metrics and calls, one by one: performance writes them, health reads them. */
export const metricLog = new RecordLog<MetricRecord>({ store: 'metrics', maxAge: 7 * day, maxRows: 10_000 });
