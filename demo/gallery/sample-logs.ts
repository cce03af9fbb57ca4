import type { LogsData } from '../../components/ops-logs/ops-logs.ts';
import type { ExportChunk, ExportCursor, LogEntry, LogLevel, LogQuery, LogType, RequestTrail } from '../../src/contract/log-entry.ts';

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

/** In parts of fifty, as the runtime does with larger ones. */
export function exportLogs(data: LogsData, query: LogQuery = {}, cursor: ExportCursor | null = null): ExportChunk {
  const all = answerLogs(data, { ...query, limit: 1e6 });
  const from = cursor?.from ?? 0;
  const to = from + 50;
  return { text: all.slice(from, to).map((entry) => `${JSON.stringify(entry)}\n`).join(''), cursor: to < all.length ? { before: undefined, from: to, to: all.length, left: all.length - to, begun: true } : null };
}

export function sampleRequest({ entries }: LogsData, correlationId: string): RequestTrail {
  const own = entries.filter((entry) => entry.correlationId === correlationId);
  const at = (own[0]?.timestamp ?? 0) - 40;
  const call = { id: 'call-1', timestamp: at, method: 'POST', url: 'https://clinic.example/api/payments', route: '/api/payments', status: 502, outcome: 'server_error', duration: 2140, size: null, correlationId, sessionId: 's-4f21' } as const;
  return { correlationId, entries: own, errors: [], calls: [call] };
}
