/** What few pages need: the script tag fetches it at the first need (docs/decisions/013). */
export { captureConsole } from './capture/console.ts';
export { watchWorker } from './capture/watch-worker.ts';
export { help } from './help.ts';
export { keepCheck, keepRecovery } from './tasks.ts';
