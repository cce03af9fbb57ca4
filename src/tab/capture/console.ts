import type { Tools } from '../tools.ts';
import { cloneable } from './cloneable.ts';
import { patch } from './patch.ts';

/** `console.error` and `console.warn` as breadcrumbs, and an Error among their arguments as an error. */
export function captureConsole(tools: Tools): void {
  for (const name of ['error', 'warn'] as const)
    patch(tools, console, name, (_, args) => {
      const error = args.find((arg) => arg instanceof Error);
      // Later, so that an uncaught error which somebody also prints counts as uncaught.
      if (error) setTimeout(() => tools.captureError(error, { mechanism: 'console' }));
      else tools.crumb('console', args.map((arg) => cloneable(arg)).join(' '), name === 'warn' ? 'WARN' : 'ERROR');
    });
}
