import type { HealthData } from '../../components/ops-health/ops-health.ts';
import type { ErrorStats } from '../../src/contract/error-record.ts';
import type { CheckTier, HealthCheckView, HealthHistoryEntry, HealthStatus, SystemStatus, TimelineSpan } from '../../src/contract/health.ts';

type Finding = readonly [id: string, name: string, tier: CheckTier, status: HealthStatus, latency: number, message: string];

const intervals: Readonly<Record<CheckTier, number>> = { critical: 30_000, important: 60_000, normal: 300_000, background: 900_000 };

const findings: readonly Finding[] = [
  ['frontend_health', 'Frontend', 'critical', 'HEALTHY', 3, '2 tabs answer, event loop lag 4 ms'],
  ['api_connectivity', 'API connectivity', 'critical', 'HEALTHY', 184, 'GET /api/health answered 200'],
  ['database_connectivity', 'Database', 'critical', 'HEALTHY', 212, 'pass, 4 of 20 connections'],
  ['authentication_service', 'Authentication', 'critical', 'HEALTHY', 96, 'no refused sign-in among 41'],
  ['security_status', 'Security', 'critical', 'HEALTHY', 1, 'secure context, policy present, no violation'],
  ['payment_gateway', 'Payment gateway', 'important', 'HEALTHY', 341, 'pass'],
  ['websocket_connection', 'WebSocket', 'important', 'HEALTHY', 58, 'round trip 58 ms'],
  ['file_storage', 'File storage', 'important', 'HEALTHY', 127, 'pass, 61 % used'],
  ['error_rate_monitor', 'Error rate', 'important', 'HEALTHY', 1, '0.4 % of 1,204 calls failed in 5 minutes'],
  ['email_service', 'E-mail', 'normal', 'HEALTHY', 402, 'pass'],
  ['sms_service', 'SMS', 'normal', 'HEALTHY', 377, 'pass'],
  ['cdn_health', 'CDN', 'normal', 'HEALTHY', 41, 'probe answered from cache'],
  ['memory_usage', 'Memory', 'normal', 'HEALTHY', 1, '41 % of the heap limit, no slope'],
  ['performance_metrics', 'Performance', 'normal', 'HEALTHY', 2, 'p75 of LCP 1.9 s on 84 page views'],
  ['browser_compatibility', 'Browser compatibility', 'background', 'HEALTHY', 1, 'every needed feature is there'],
];

const never: HealthCheckView['availabilityOver'] = { '1h': null, '24h': null, '7d': null, '30d': null };

function beats(now: number, interval: number, last: HealthStatus, bad: readonly number[], responseTime: number): HealthCheckView['recent'] {
  return Array.from({ length: 30 }, (_, index) => ({
    at: now - (29 - index) * interval - interval / 3,
    status: index === 29 ? last : bad.includes(index) ? (index % 2 ? 'UNHEALTHY' : 'DEGRADED') : 'HEALTHY',
    responseTime: Math.round(responseTime * (1 + Math.sin(index) / 5)),
  }));
}

function view([id, name, tier, status, responseTime, message]: Finding, now: number, change: Partial<HealthCheckView> = {}): HealthCheckView {
  const interval = intervals[tier];
  const last = change.status ?? status;
  return {
    id, name, tier, status, message, responseTime, interval,
    timestamp: now - interval / 3,
    metadata: { source: 'GET /api/health', status: 200 },
    enabled: true,
    reason: null,
    blockedBy: null,
    since: now - 3 * 3_600_000,
    stale: false,
    nextRun: now + (2 * interval) / 3,
    availability: 1,
    availabilityOver: { '1h': 1, '24h': 1, '7d': 0.9996, '30d': 0.9991 },
    flapping: false,
    recent: beats(now, interval, last, [], responseTime),
    recoveries: [],
    recoveryActions: [],
    ...change,
  };
}

function statusOf(checks: readonly HealthCheckView[], now: number): SystemStatus {
  const counted = checks.filter((check) => check.enabled && !check.blockedBy);
  const count = (status: HealthStatus): number => counted.filter((check) => check.status === status).length;
  const order: readonly HealthStatus[] = ['CRITICAL', 'UNHEALTHY', 'DEGRADED', 'UNKNOWN', 'HEALTHY'];
  return {
    status: order.find((status) => count(status) > 0) ?? 'UNKNOWN',
    lastCheck: now - 4000,
    since: now - 14 * 60_000,
    summary: {
      total: counted.length, healthy: count('HEALTHY'), degraded: count('DEGRADED'), unhealthy: count('UNHEALTHY'), critical: count('CRITICAL'), unknown: count('UNKNOWN'),
      disabled: checks.filter((check) => !check.enabled).length, blocked: checks.filter((check) => check.blockedBy !== null).length,
    },
  };
}

export function sampleStats(now: number): ErrorStats {
  const counts = [2, 0, 1, 0, 0, 3, 4, 2, 6, 5, 9, 4, 7, 8, 6, 11, 9, 14, 12, 8, 17, 22, 41, 33];
  return {
    range: { from: now - 86_400_000, to: now },
    total: counts.reduce((sum, count) => sum + count, 0),
    groups: 9, sessions: 63,
    byCategory: { javascript: 128, network: 54, validation: 21, performance: 12, security: 6, authentication: 3 },
    bySeverity: { CRITICAL: 8, HIGH: 74, MEDIUM: 102, LOW: 40 },
    byRelease: { '1.4.2': 180, '1.4.1': 44 }, byPage: { '/doctors/:id': 141, '/checkout': 52, '/appointments': 18, '/': 9, '/login': 3, '/admin': 1 }, byBrowser: { 'Chrome 148': 150, 'Safari 19': 51, 'Firefox 153': 23 },
    trend: counts.map((count, index) => ({ at: now - (23 - index) * 3_600_000, count })),
  };
}

export function healthyData(now = Date.now()): HealthData {
  const checks = findings.map((finding, index) => view(finding, now, { availability: index % 4 === 1 ? 0.9987 : 1, recent: beats(now, intervals[finding[2]], 'HEALTHY', index === 1 ? [11] : [], finding[4]) }));
  return { status: { ...statusOf(checks, now), since: now - 26 * 3_600_000 }, checks, incidents: [], stats: sampleStats(now) };
}

/** A database that is down, what hangs on it, and some that are off. */
export function brokenData(now = Date.now()): HealthData {
  const changes: Readonly<Record<string, Partial<HealthCheckView>>> = {
    database_connectivity: {
      status: 'CRITICAL', message: 'fail: connection refused by db-primary-eu-central-1.internal.example.net:5432 after 3 attempts', responseTime: 5002, since: now - 14 * 60_000, availability: 0.9403, availabilityOver: { '1h': 0.7667, '24h': 0.9403, '7d': 0.9911, '30d': 0.9978 },      recent: beats(now, 30_000, 'CRITICAL', [3, 4, 21, 22, 23, 24, 25, 26, 27, 28], 4800),
      recoveryActions: ['reconnect'],
      recoveries: [
        { id: 'r2', checkId: 'database_connectivity', action: 'reconnect', startedAt: now - 6 * 60_000, finishedAt: now - 6 * 60_000 + 900, attempt: 2, outcome: 'not_recovered', message: 'the check failed again after the action' },
        { id: 'r1', checkId: 'database_connectivity', action: 'reconnect', startedAt: now - 12 * 60_000, finishedAt: now - 12 * 60_000 + 700, attempt: 1, outcome: 'failed', message: 'fetch failed' },
      ],
      metadata: { status: 503, component: 'database', output: 'connection refused', observedValue: 0, pool: { size: 20, used: 0 } },
    },
    authentication_service: { blockedBy: 'database_connectivity', status: 'UNKNOWN', nextRun: null, message: '' },
    payment_gateway: { status: 'DEGRADED', responseTime: 2310, message: 'p95 2.3 s, above 2 s', since: now - 9 * 60_000, availability: 0.9921, availabilityOver: { '1h': 1, '24h': 0.9921, '7d': 0.9984, '30d': 0.9989 }, flapping: true, recent: beats(now, 60_000, 'DEGRADED', [20, 24, 26, 28], 2100) },
    websocket_connection: { enabled: false, status: 'UNKNOWN', reason: 'no endpoint configured: endpoints.ws', timestamp: 0, availability: null, availabilityOver: never, recent: [], nextRun: null },
    sms_service: { stale: true, status: 'HEALTHY', timestamp: now - 19 * 60_000 },
    file_storage: { status: 'UNHEALTHY', message: '507 Insufficient Storage', since: now - 2 * 60_000, availability: 0.9986, recent: beats(now, 60_000, 'UNHEALTHY', [], 140) },
    browser_compatibility: { enabled: false, status: 'UNKNOWN', reason: 'disabled by ana', availability: null, availabilityOver: never, recent: [], nextRun: null },
  };
  const checks = findings.map((finding) => view(finding, now, changes[finding[0]]));
  return { status: statusOf(checks, now), checks, incidents: [], stats: sampleStats(now), history: { database_connectivity: sampleHistory(now) } };
}

export function sampleHistory(now: number): readonly HealthHistoryEntry[] {
  const line = (minutes: number, status: HealthStatus, message: string): HealthHistoryEntry => ({ checkId: 'database_connectivity', at: now - minutes * 60_000, status, responseTime: 210, message });
  return [
    line(1, 'CRITICAL', 'connection refused'), line(8, 'CRITICAL', 'connection refused'), line(14, 'CRITICAL', 'connection refused'),
    line(15, 'DEGRADED', 'answered after 4.1 s'), line(16, 'HEALTHY', 'pass'), line(190, 'HEALTHY', 'pass'), line(193, 'UNHEALTHY', 'time-out after 5 s'), line(200, 'HEALTHY', 'pass'),
  ];
}

/** A day of the database that is down. */
export function sampleTimeline(now: number): readonly TimelineSpan[] {
  const begins: readonly (readonly [minutes: number, status: HealthStatus, message: string])[] = [
    [1_440, 'HEALTHY', 'pass'], [610, 'UNKNOWN', 'not watched'], [540, 'HEALTHY', 'pass'], [193, 'UNHEALTHY', 'time-out after 5 s'], [190, 'HEALTHY', 'pass'], [15, 'DEGRADED', 'answered after 4.1 s'], [14, 'CRITICAL', 'connection refused'],
  ];
  return begins.map(([minutes, status, message], index) => {
    const until = begins[index + 1]?.[0] ?? 0;
    return { from: now - minutes * 60_000, to: now - until * 60_000, duration: (minutes - until) * 60_000, status, message };
  });
}

export { statusOf };
