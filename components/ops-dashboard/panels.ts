import { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { OpsErrors } from '../ops-errors/ops-errors.ts';
import { OpsHealth } from '../ops-health/ops-health.ts';
import { OpsMetrics } from '../ops-metrics/ops-metrics.ts';
import { OpsPerformance } from '../ops-performance/ops-performance.ts';
import { defineElement } from '../shared/define-element.ts';

/** Registers the panels that a dashboard has by itself, where the page has not done so. */
export function definePanels(): true {
  defineElement('ops-alerts', OpsAlerts);
  defineElement('ops-errors', OpsErrors);
  defineElement('ops-health', OpsHealth);
  defineElement('ops-metrics', OpsMetrics);
  defineElement('ops-performance', OpsPerformance);
  return true;
}
