import type { FeedState } from './live-controller.ts';

const feedStates: readonly FeedState[] = ['loading', 'live', 'paused', 'stale', 'disconnected', 'error'];

/** The custom states of an element: that of its feed, and `empty` beside it. */
export function showStates(states: CustomStateSet, state: FeedState, empty: boolean): void {
  for (const name of feedStates) states[name === state ? 'add' : 'delete'](name);
  states[empty ? 'add' : 'delete']('empty');
}
