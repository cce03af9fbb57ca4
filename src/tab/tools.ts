import type { Breadcrumb } from '../contract/breadcrumb.ts';
import type { MetricType } from '../contract/performance.ts';
import type { DropReason, ErrorSignal, MetricSignal, Signal } from '../contract/signal.ts';

/** A signal before it is numbered, dated and given its scope. */
export type Draft = Signal extends infer One ? (One extends Signal ? Omit<One, 'seq' | 'at' | 'scope'> : never) : never;

/** What `captureError` may be told about an error. */
export type ErrorDetails = Omit<Partial<ErrorSignal>, 'kind' | 'seq' | 'at' | 'scope' | 'error'>;

/** What the agent gives to each part that observes the page. None of these throws. */
export interface Tools {
  /** Whether a URL is one that the runtime itself calls. */
  isOwn(url: string): boolean;
  /** Hands over what was observed; the result is the id that an error gets. */
  put(draft: Draft, door?: unknown): string;
  metric(type: MetricType, name: string, value: number, unit?: string, tags?: MetricSignal['tags']): void;
  crumb(category: Breadcrumb['category'], message: string, level?: Breadcrumb['level'], data?: Record<string, unknown>): void;
  /** The ids of requests, by what a page knows a request by: response, error, request, XMLHttpRequest. */
  readonly correlations: WeakMap<object, string>;
  /** Any thrown value; the same object counts once. Returns the id of the record. */
  captureError(thrown: unknown, details: ErrorDetails): string;
  drop(reason: DropReason, count?: number): void;
  /** What `run` throws is counted and kept from the page. */
  guard<Args extends readonly unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result | undefined;
  /** Listens in the capture phase until `stopOps()`, guarded. */
  on(target: EventTarget, types: string, handler: (event: never) => void): void;
  /**
   * Runs what can wait up to a second, many in a row, which takes a fifth of the time: before anything else is put, and what it puts counts as
   * seen now, on the page that is there now.
   */
  later(run: () => void): void;
  /** Entries of a type from the beginning of the page, in the engine's own batches; resources `later`. `false` where the engine has no such type. */
  observe(type: string, seen: (entries: PerformanceEntryList) => void): boolean;
  /** Observes until `stopOps()`. */
  watch<Options>(observer: { observe(options?: Options): void; disconnect(): void }, options?: Options): true;
  /** Runs every so many ms until `stopOps()`. */
  every(ms: number, run: () => void): void;
  /** Runs at `stopOps()`. */
  end(run: () => void): void;
}
