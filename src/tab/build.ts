declare const __BUILD__: string | undefined;

/** Says in `getStatus()` which build a page runs; the worker answers with its own. */
export const build: string = typeof __BUILD__ === 'string' ? __BUILD__ : 'dev';
