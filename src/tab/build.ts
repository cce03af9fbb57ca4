/** Says in `getStatus()` which build a page runs; the worker answers with its own. */
export const build = '0.1.0';
