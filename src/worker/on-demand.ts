/** What the runtime does only when it is asked, or when something rare happens: an entry of its own, which the worker file loads then. */
export { carryOver } from '../runtime/carry-over.ts';
export { freeRoom } from '../runtime/free-room.ts';
export { createOnDemand } from '../runtime/on-demand.ts';
export { probeSocket } from './socket-probe.ts';
