import type { AlertsData } from '../../components/ops-alerts/ops-alerts.ts';
import type { AlertExplanation, Incident } from '../../src/contract/alert.ts';
import type { Severity } from '../../src/contract/severity.ts';

const minute = 60_000;

export function incident(id: string, name: string, severity: Severity, startedAt: number, change: Partial<Incident> = {}): Incident {
  return {
    id, name, severity, startedAt,
    alertId: id.replace(/-\d+$/, ''),
    description: '', category: 'system', state: 'firing', status: 'active', value: null, threshold: 0, sampleSize: null, count: 1,
    updatedAt: startedAt, resolvedAt: null, acknowledgement: null, resolution: null,
    escalation: { path: ['on-call', 'team-lead', 'head of operations'], level: 1, nextAt: Date.now() + 14 * minute },
    silencedBy: null, inhibitedBy: null, flapping: false,
    notifications: [{ key: `${id}:IN_APP`, channel: 'IN_APP', event: 'triggered', to: 'on-call', status: 'sent', at: startedAt, detail: '' }],
    timeline: [{ at: startedAt, event: 'triggered', text: 'Triggered' }],
    data: {}, context: {},
    ...change,
  };
}

export function sampleAlerts(now = Date.now()): AlertsData {
  const sent = (channel: 'EMAIL' | 'SLACK' | 'SMS', status: Incident['notifications'][number]['status'], at: number, detail = '') => ({ key: `${channel}:${at}`, channel, event: 'triggered' as const, to: 'on-call', status, at, detail });
  return {
    active: [
      incident('payment_failures-1', 'Payment failures', 'CRITICAL', now - 6 * minute, {
        category: 'business', value: 0.114, threshold: 0.05, sampleSize: 412, count: 3,
        description: 'More than 5 % of payments failed within 15 minutes. A declined card is not a failure.',
        notifications: [sent('SLACK', 'confirmed', now - 6 * minute), sent('EMAIL', 'accepted', now - 6 * minute), sent('SMS', 'sent', now - 5 * minute, 'HTTP 503')],
        timeline: [
          { at: now - 6 * minute, event: 'triggered', text: 'Triggered at 7.1 % of 240' },
          { at: now - 4 * minute, event: 'repeated', text: 'Again at 9.8 % of 331' },
          { at: now - 1 * minute, event: 'escalated', text: 'Escalated to team-lead' },
        ],
        escalation: { path: ['on-call', 'team-lead', 'head of operations'], level: 2, nextAt: now + 9 * minute },
        data: { route: 'POST /api/payments', gateway: 'stripe', failures: 47 },
        context: { release: '1.4.2', environment: 'production' },
      }),
      incident('high_error_rate-1', 'High error rate', 'HIGH', now - 12 * minute, {
        value: 0.072, threshold: 0.05, sampleSize: 1204, count: 2, status: 'acknowledged',
        acknowledgement: { userId: 'ana.lindqvist', reason: 'Rolling back 1.4.2', at: now - 8 * minute, expiresAt: now + 112 * minute },
        escalation: { path: ['on-call', 'team-lead'], level: 1, nextAt: null },
        notifications: [sent('SLACK', 'dead', now - 12 * minute, 'HTTP 404'), sent('EMAIL', 'queued', now - 12 * minute)],
      }),
      incident('data_sync_failure-1', 'Synchronisation of appointments with the electronic health record failed after its retries', 'HIGH', now - 41 * minute, {
        category: 'data', value: 1, threshold: 0, description: 'A sync failed after its retries.', silencedBy: 'silence-1',
      }),
      incident('api_response_time-1', 'Slow API', 'MEDIUM', now - 3 * minute, { category: 'performance', value: 2410, threshold: 2000, sampleSize: 640, inhibitedBy: 'high_error_rate' }),
      incident('user_session_errors-1', 'Errors in one session', 'MEDIUM', now - 95 * minute, { category: 'user_experience', value: 4, threshold: 3, count: 12, state: 'recovering', flapping: true }),
      incident('custom_queue_depth-1', 'Queue depth', 'LOW', now - 5 * 60 * minute, { value: 63, threshold: 50, escalation: { path: [], level: 0, nextAt: null } }),
    ],
    history: [
      incident('high_error_rate-0', 'High error rate', 'HIGH', now - 26 * 60 * minute, { state: 'resolved', status: 'resolved', value: 0.061, threshold: 0.05, sampleSize: 611, resolvedAt: now - 25.4 * 60 * minute, resolution: { userId: 'system', text: 'Below 4 % for five minutes', automatic: true } }),
      incident('security_breach-0', 'Security event', 'CRITICAL', now - 50 * 60 * minute, { category: 'security', state: 'resolved', status: 'resolved', resolvedAt: now - 49.8 * 60 * minute, resolution: { userId: 'ana.lindqvist', text: 'Own penetration test', automatic: false } }),
    ],
    silences: [{ id: 'silence-1', matcher: { alertId: 'data_sync_failure' }, until: now + 3.5 * 60 * minute, userId: 'ana.lindqvist', reason: 'The record system is being moved until 18:00', createdAt: now - 30 * minute }, {
      id: 'silence-2', matcher: { alertId: '*' }, until: now + 90 * 24 * 60 * minute, userId: 'ana.lindqvist', reason: 'Nightly restore', createdAt: now - 30 * minute,
      maintenance: { days: ['Sat', 'Sun'], from: '22:00', to: '02:00', timeZone: 'Europe/Stockholm' },
    }],
  };
}

export function sampleExplanation(alertId: string): AlertExplanation {
  return {
    alertId, evaluatedAt: Date.now() - 20_000, state: 'firing', value: 0.114, threshold: 0.05, sampleSize: 412, lowerBound: 0.0866, step: 'fired',
    text: '11.4 % of 412 is above 5 %; with 95 % confidence it is at least 8.66 %.',
  };
}
