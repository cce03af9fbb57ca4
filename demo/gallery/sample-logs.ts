import type { LogsData } from '../../components/ops-logs/ops-logs.ts';
import type { LogEntry, LogLevel, LogQuery, LogType } from '../../src/contract/log-entry.ts';

type Line = readonly [level: LogLevel, type: LogType, message: string, context: Readonly<Record<string, unknown>>];

const lines: readonly Line[] = [
  ['INFO', 'log', 'Calendar opened', { component: 'booking', week: '2026-W48' }],
  ['INFO', 'user_action', 'doctor_selected', { doctorId: 'd-118', position: 3 }],
  ['DEBUG', 'log', 'Slots read from the cache', { slots: 24, age: 1840 }],
  ['INFO', 'business', 'booking_started', { clinic: 'north' }],
  ['WARN', 'log', 'The answer took longer than usual', { route: 'GET /api/doctors/:id/slots', duration: 2140 }],
  ['ERROR', 'log', 'The card was not charged', { component: 'checkout', attempt: 3, intent: 'pi_3Q8', retryAfter: null }],
  ['INFO', 'performance', 'time_to_slots', { value: 812.4, unit: 'ms' }],
  ['WARN', 'security', 'suspicious_login_attempt', { attempts: 5 }],
];

/** One line every 700 ms, the last one a moment ago. */
export function sampleEntry(index: number, at: number): LogEntry {
  const [level, type, message, context] = lines[index % lines.length]!;
  const request = Math.floor(index / 4) % 3 ? null : `req-${Math.floor(index / 12)}`;
  return {
    id: `log_${index}`, timestamp: at, level, type, message, context, correlationId: request, sessionId: 's-4f21', tabId: index % 3 ? 'tab-a' : 'tab-b',
    user: index % 2 ? { id: 'user_123', profile: { role: 'patient' } } : null,
    error: level === 'ERROR' ? { name: 'PaymentError', message: 'the gateway answered 502', stack: 'PaymentError: the gateway answered 502\n    at chargeCard (https://clinic.example/app.js:88:13)' } : null,
    app: 'clinic', release: '1.4.2', environment: 'production', url: 'https://clinic.example/booking',
  };
}

export function sampleLogs(now = Date.now(), count = 160): LogsData {
  return { entries: Array.from({ length: count }, (_, index) => sampleEntry(index, now - (count - index) * 700)) };
}

/** As the runtime answers: newest first, at most `limit`. */
export function answerLogs({ entries }: LogsData, { level, text = '', correlationId, from = 0, to = Infinity, limit = 200 }: LogQuery = {}): readonly LogEntry[] {
  const fits = (entry: LogEntry): boolean =>
    entry.timestamp >= from && entry.timestamp < to && (!level || level.includes(entry.level as never)) && (!correlationId || entry.correlationId === correlationId) &&
    `${entry.message} ${JSON.stringify(entry.context)}`.toLowerCase().includes(text.toLowerCase());
  return entries.filter(fits).reverse().slice(0, limit);
}
