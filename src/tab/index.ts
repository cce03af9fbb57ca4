export * from './api.ts';
export { startOps } from './start-ops.ts';
