/** What few pages need: the script tag fetches it at the first need (docs/decisions/013). */
export { captureConsole } from './capture/console.ts';
export { watchWorker } from './capture/watch-worker.ts';
export { correlate } from './capture/correlate.ts';
export { observeApi } from './capture/observe-api.ts';
export { captureSockets } from './capture/sockets.ts';
export { help } from './help.ts';
export { addTransport } from './logs/add-transport.ts';
export { exportStream as 'logs.exportStream', exportText as 'logs.export' } from './logs/export-stream.ts';
export { printLogs } from './logs/print-logs.ts';
export { registerCheck as 'health.registerHealthCheck', registerRecovery as 'health.registerRecovery' } from './tasks.ts';
