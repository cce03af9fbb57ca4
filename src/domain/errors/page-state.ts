import type { PerformanceContext } from '../../contract/error-record.ts';
import type { Signal } from '../../contract/signal.ts';

/** How the page of a tab does: its vitals so far, and when its last long tasks were reported (epoch ms). */
export interface PageState {
  readonly tabId: string;
  readonly vitals: Readonly<Record<string, number>>;
  readonly longTasks: readonly number[];
}

/** ms before an error that count as just before it. */
const justBefore = 5_000;
const maxTasks = 20;

/** The state with what a signal tells of it; another tab of the session begins anew. */
export function withPageSignal(before: PageState | undefined, tabId: string, signal: Signal): PageState | undefined {
  const { vitals, longTasks } = before?.tabId === tabId ? before : { vitals: {}, longTasks: [] };
  if (signal.kind === 'vital') return { tabId, longTasks, vitals: { ...vitals, [signal.name]: signal.value } };
  return signal.kind === 'metric' && signal.type === 'long_task' ? { tabId, vitals, longTasks: [...longTasks, signal.at].slice(-maxTasks) } : before;
}

/** What of it belongs to an error of that tab at that moment. */
export const pageContext = (state: PageState | undefined, tabId: string, at: number): PerformanceContext | undefined =>
  state?.tabId === tabId ? { vitals: state.vitals, longTasks: state.longTasks.filter((task) => task > at - justBefore).length } : undefined;
