export { stopOps } from './stop-ops.ts';
export { log } from './services/LoggingService.ts';
export { addBreadcrumb, captureError, captureException, captureMessage, errorTracker, setContext, setUser } from './services/ErrorTrackingService.ts';
export { alertingService } from './services/AlertingService.ts';
export { healthCheckService } from './services/HealthCheckService.ts';
export { performanceMonitor } from './services/PerformanceMonitoringService.ts';
export { privacy } from './services/privacy.ts';
