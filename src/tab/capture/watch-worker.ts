import type { Tools } from '../tools.ts';

/**
 * Errors that nobody caught in a Worker of the page, and messages from it that cannot be read. The browser tells the page no more than text and place, and
 * nothing at all of rejections in there.
 */
export function watchWorker({ on, captureError, guard }: Tools, worker: Worker): void {
  guard(() => {
    on(worker, 'error', ({ message, filename, lineno, colno }: Partial<ErrorEvent>) =>
      captureError(
        // A script that could not be loaded fires an event without a word.
        { name: 'Error', message: message ?? 'The script of a worker did not load', stack: filename ? `    at ${filename}:${lineno}:${colno}` : '' },
        { mechanism: 'worker', handled: false },
      ),
    );
    on(worker, 'messageerror', () => captureError({ name: 'DataCloneError', message: 'A message from a worker could not be read', stack: '' }, { mechanism: 'worker', handled: false }));
  })();
}
