import type { OpsStatus } from '../contract/status.ts';
import { alertingService } from './services/AlertingService.ts';
import { errorTracker } from './services/ErrorTrackingService.ts';
import { healthCheckService } from './services/HealthCheckService.ts';
import { log } from './services/LoggingService.ts';
import { performanceMonitor } from './services/PerformanceMonitoringService.ts';
import { moreOf } from './more-of.ts';
import { theAgent } from './the-agent.ts';

export const services = { log, errorTracker, alertingService, healthCheckService, performanceMonitor } as const;

/** `window.prescriptoDebug`. */
export const debug = {
  getMetrics: performanceMonitor.getMetrics,
  getVitals: performanceMonitor.getCoreWebVitals,
  getErrors: errorTracker.getErrorStats,
  getHealth: healthCheckService.getSystemStatus,
  getAlerts: alertingService.getActiveAlerts,
  getLogs: log.query,
  exportLogs: log.export,
  flush: log.flush,
  getStatus: (): Promise<OpsStatus> => theAgent().status(),
  services,
  /** Prints what there is. */
  help: (): Promise<void> => moreOf('help', theAgent(), debug),
} as const;
