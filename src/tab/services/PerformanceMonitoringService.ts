import type { PerformanceApi } from '../../contract/runtime-api.ts';
import { cloneable, cut } from '../capture/cloneable.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';

type Tags = Readonly<Record<string, string | number | boolean>>;

export interface PerformanceMonitor extends Reads<PerformanceApi, keyof PerformanceApi> {
  setUser(id: string | null): void;
  /** Also a mark of the Performance API, so that it shows in devtools. */
  mark(name: string): void;
  /** From one mark to another, or to now. A mark that is not there is counted, not thrown. */
  measure(name: string, startMark: string, endMark?: string): void;
  recordMetric(name: string, value: number, options?: { readonly unit?: string; readonly tags?: Tags }): void;
}

const record = (type: 'mark' | 'measure' | 'custom', name: string, value: number, unit?: string, tags?: Tags): void => {
  if (Number.isFinite(value)) theAgent().metric(type, cut(name), value, unit, tags);
};

/** `performance.measure` throws for a mark that is not there; nothing of ours does. */
const timing = (type: 'mark' | 'measure', ...args: [string, string?, string?]): void =>
  void theAgent().guard(() => {
    const { name, startTime, duration } = (performance[type] as (...args: unknown[]) => PerformanceMeasure)(...args);
    record(type, name, type === 'mark' ? startTime : duration);
  })();

export const performanceMonitor: PerformanceMonitor = reads('performance', {
  setUser: (id) => theAgent().setUser(id),
  mark: (name) => timing('mark', name),
  measure: (name, startMark, endMark) => timing('measure', name, startMark, endMark),
  recordMetric(name, value, options) {
    const { unit = '', tags } = Object(cloneable(options)) as { unit?: string; tags?: Tags };
    record('custom', name, value, unit, tags);
  },
});
export default performanceMonitor;
