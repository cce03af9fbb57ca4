import type { LogQuery } from '../contract/log-entry.ts';
import type { OpsStatus } from '../contract/status.ts';
import { alertingService } from './services/AlertingService.ts';
import { errorTracker } from './services/ErrorTrackingService.ts';
import { healthCheckService } from './services/HealthCheckService.ts';
import { log } from './services/LoggingService.ts';
import { performanceMonitor } from './services/PerformanceMonitoringService.ts';
import { theAgent } from './the-agent.ts';

/** `window.prescriptoDebug`. */
export const debug = {
  getMetrics: () => performanceMonitor.getMetrics(),
  getVitals: () => performanceMonitor.getCoreWebVitals(),
  getErrors: () => errorTracker.getErrorStats(),
  getHealth: () => healthCheckService.getSystemStatus(),
  getAlerts: () => alertingService.getActiveAlerts(),
  getLogs: (query?: LogQuery) => log.query(query),
  exportLogs: () => log.export(),
  getStatus: (): Promise<OpsStatus> => theAgent().status(),
  flush: () => log.flush(),
  services: { log, errorTracker, alertingService, healthCheckService, performanceMonitor },
  /** Prints what there is. */
  help(): void {
    const names = (of: object): string => Object.keys(of).join(' ');
    console.log('await prescriptoDebug.…()');
    console.table({ prescriptoDebug: names(debug), ...Object.fromEntries(Object.entries(debug.services).map(([name, service]) => [`services.${name}`, names(service)])) });
  },
} as const;
