/** What the runtime does only when it is asked: an entry of its own, which the worker file loads at the first such call. */
export { createOnDemand } from '../runtime/on-demand.ts';
