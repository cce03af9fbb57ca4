import type { MetricsData } from '../../components/ops-metrics/ops-metrics.ts';
import type { Severity } from '../../src/contract/severity.ts';
import { incident } from './sample-alerts.ts';
import { sampleErrors } from './sample-errors.ts';
import { brokenData } from './sample-health.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A day with a bad afternoon. */
export function sampleMetrics(now = Date.now()): MetricsData {
  const began: readonly (readonly [hoursAgo: number, severity: Severity])[] = [
    [22, 'MEDIUM'], [20.4, 'LOW'], [17, 'MEDIUM'], [11, 'HIGH'], [10.6, 'MEDIUM'], [6.2, 'HIGH'], [6, 'CRITICAL'], [5.8, 'HIGH'], [5.5, 'MEDIUM'], [5.1, 'MEDIUM'], [3, 'LOW'], [0.3, 'HIGH'], [0.1, 'CRITICAL'],
  ];
  const incidents = began.map(([hoursAgo, severity], index) => incident(`alert_${index}-1`, `Alert ${index}`, severity, now - hoursAgo * hour));
  return {
    statistics: {
      range: { from: now - 24 * hour, to: now }, total: incidents.length, active: 2, acknowledged: 1, resolved: 10, suppressed: 7,
      bySeverity: { CRITICAL: 2, HIGH: 4, MEDIUM: 5, LOW: 2 }, byCategory: { system: 6, business: 3, performance: 4 }, byChannel: { IN_APP: 13, SLACK: 8, EMAIL: 6, SMS: 2 },
      mtta: { median: 4.2 * minute, p90: 19 * minute, count: 9 }, mttr: { median: 26 * minute, p90: 2.1 * hour, count: 10 },
      deliveries: { sent: 13, accepted: 9, confirmed: 5, dead: 2 }, noise: { suppressed: 3, flapping: 1, unattended: 4, share: 6 / 13 },
      timeIn: { firing: 4.5 * hour, recovering: 0.8 * hour, acknowledged: 2.6 * hour, muted: 0.5 * hour },
      byAlert: ([['high_error_rate', 'High error rate', 6, 1], ['api_response_time', 'Slow API', 4, 0], ['data_sync_failure', 'Synchronisation of appointments with the electronic health record failed', 2, 1], ['payment_failures', 'Payment failures', 1, 0]] as const).map(([alertId, name, count, open]) => ({ alertId, name, count, open })),
      series: {
        step: hour,
        points: Array.from({ length: 24 }, (_, index) => {
          const at = now - (24 - index) * hour;
          const begun = incidents.filter(({ startedAt }) => startedAt >= at && startedAt < at + hour);
          return { at, bySeverity: Object.fromEntries(begun.map(({ severity }) => [severity, begun.filter((each) => each.severity === severity).length])), resolved: index % 3 ? 0 : 1 };
        }),
      },
    },
    checks: brokenData(now).checks,
    budgets: [
      { name: 'pageLoad', limit: 3000, unit: 'ms', value: 2140, count: 84, status: 'within' },
      { name: 'FCP', limit: 2000, unit: 'ms', value: 1320, count: 84, status: 'within' },
      { name: 'LCP', limit: 2500, unit: 'ms', value: 3410, count: 81, status: 'over' },
      { name: 'FID', limit: 100, unit: 'ms', value: 12, count: 63, status: 'within' },
      { name: 'CLS', limit: 0.1, unit: '', value: 0.04, count: 80, status: 'within' },
      { name: 'apiResponse', limit: 1000, unit: 'ms', value: 642, count: 1204, status: 'within' },
      { name: 'longTask', limit: 50, unit: 'ms', value: 118, count: 37, status: 'over' },
      { name: 'memoryUsage', limit: 0.8, unit: 'ratio', value: null, count: 0, status: 'no data' },
    ],
    groups: sampleErrors(now).groups,
  };
}

export function emptyMetrics(now = Date.now()): MetricsData {
  const { statistics } = sampleMetrics(now);
  return {
    statistics: { ...statistics, total: 0, active: 0, acknowledged: 0, resolved: 0, suppressed: 0, bySeverity: {}, byCategory: {}, byChannel: {}, deliveries: {}, noise: { suppressed: 0, flapping: 0, unattended: 0, share: 0 }, timeIn: { firing: 0, recovering: 0, acknowledged: 0, muted: 0 }, byAlert: [], series: { step: hour, points: [] }, mtta: null, mttr: null },
    checks: [], budgets: [], groups: [],
  };
}
