import type { FeedState } from './live-controller.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson';

/** What the elements tell their page: only what the user or the state did, never what the page wrote. All bubble and are composed. */
export interface ElementEvents {
  /** The first data are on the screen. */
  'ops-ready': { readonly state: FeedState };
  'ops-state-change': { readonly state: FeedState; readonly previous: FeedState };
  'ops-range-change': { readonly range: string };
  'ops-filter-change': { readonly filter: Readonly<Record<string, unknown>> };
  /** Cancelable: prevented, the element opens no detail. `id` is empty when the detail closes. */
  'ops-select': { readonly id: string; readonly item: unknown };
  /** Cancelable: prevented, nothing is downloaded. */
  'ops-export': { readonly format: ExportFormat; readonly text: string; readonly fileName: string };
  'ops-view-change': { readonly viewState: Readonly<Record<string, unknown>> };
}

declare global {
  interface HTMLElementEventMap {
    'ops-ready': CustomEvent<ElementEvents['ops-ready']>;
    'ops-state-change': CustomEvent<ElementEvents['ops-state-change']>;
    'ops-range-change': CustomEvent<ElementEvents['ops-range-change']>;
    'ops-filter-change': CustomEvent<ElementEvents['ops-filter-change']>;
    'ops-select': CustomEvent<ElementEvents['ops-select']>;
    'ops-export': CustomEvent<ElementEvents['ops-export']>;
    'ops-view-change': CustomEvent<ElementEvents['ops-view-change']>;
  }
}
