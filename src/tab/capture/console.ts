import type { Tools } from '../tools.ts';
import { cloneable } from './cloneable.ts';
import { patch } from './patch.ts';

/** `console.error` and `console.warn` as breadcrumbs, and an Error among their arguments as an error. */
export function captureConsole({ captureError, crumb, signal }: Tools): void {
  let within = false;
  for (const name of ['error', 'warn'] as const)
    patch(console, name, signal, (_, args, run) => {
      if (!within) {
        within = true;
        const error = args.find((arg) => arg instanceof Error);
        if (error) captureError(error, { mechanism: 'console', severity: name === 'warn' ? 'LOW' : undefined });
        else crumb('console', args.map((arg) => String(typeof arg === 'object' ? JSON.stringify(cloneable(arg, 2)) : arg)).join(' '), name === 'warn' ? 'WARN' : 'ERROR');
        within = false;
      }
      return run();
    });
}
