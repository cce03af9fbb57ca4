import type { PerformanceApi } from '../../contract/runtime-api.ts';
import { cloneable, cut } from '../capture/cloneable.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';
import { setUser } from './set-user.ts';

type Tags = Readonly<Record<string, string | number | boolean>>;

export interface PerformanceMonitor extends Reads<PerformanceApi, keyof PerformanceApi> {
  setUser(id: string | null): void;
  /** Also a mark of the Performance API, so that it shows in devtools. */
  mark(name: string): void;
  /** From one mark to another, or to now. A mark that is not there is counted, not thrown. */
  measure(name: string, startMark: string, endMark?: string): void;
  recordMetric(name: string, value: number, options?: { readonly unit?: string; readonly tags?: Tags }): void;
}

/** An entry of User Timing as well, on a track of ours in devtools' timeline. `performance.measure` throws for a mark that is not there; nothing of ours does. */
const timing = (type: 'mark' | 'measure' | 'custom', name: string, more?: object): void =>
  void theAgent().guard(() => {
    const detail = { ...more, devtools: { track: 'prescripto-ops' } };
    const entry = performance[more ? 'measure' : 'mark'](cut(name), { ...more, detail });
    const { value = more ? entry.duration : entry.startTime, unit, tags } = detail as { value?: number; unit?: string; tags?: Tags };
    theAgent().metric(type, entry.name, +value, unit, tags);
    // The browser would keep it for as long as the page lives, and of metrics there may be many.
    if (type === 'custom') performance.clearMeasures(entry.name);
  })();

export const performanceMonitor: PerformanceMonitor = reads('performance', {
  setUser,
  mark: (name) => timing('mark', name),
  measure: (name, start, end) => timing('measure', name, { start, end }),
  recordMetric: (name, value = NaN, options) => timing('custom', name, { unit: '', ...(cloneable(options) as object), start: performance.now(), value }),
});
export default performanceMonitor;
