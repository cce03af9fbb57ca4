import type { ErrorsData } from '../../components/ops-errors/ops-errors.ts';
import type { ErrorGroup, ErrorGroupDetail, ErrorRecord, GroupQuery } from '../../src/contract/error-record.ts';
import type { ErrorCategory, Severity } from '../../src/contract/severity.ts';
import { sampleStats } from './sample-health.ts';

const minute = 60_000;
const hour = 60 * minute;

export function group(signature: string, title: string, culprit: string, now: number, change: Partial<ErrorGroup> = {}): ErrorGroup {
  const [name = 'Error', ...message] = title.split(': ');
  return {
    signature, title, culprit, name, message: message.join(': '), category: 'javascript', severity: 'MEDIUM', status: 'unresolved', count: 12, sessions: 5, users: 4,
    firstSeen: now - 76 * hour, lastSeen: now - 20 * minute, firstRelease: '1.4.1', lastRelease: '1.4.2',
    trend: Array.from({ length: 24 }, (_, index) => Math.max(0, Math.round(2 + 2 * Math.sin(index + signature.length)))),
    daily: Array.from({ length: 30 }, (_, index) => Math.max(0, Math.round(20 + 18 * Math.sin(index + signature.length)))),
    isNew: false, isSpike: false, isRegressed: false, latestId: `${signature}-1`,
    ...change,
  };
}

export function sampleErrors(now = Date.now()): ErrorsData {
  const groups = [
    group('a1f0c2', "TypeError: Cannot read properties of null (reading 'slots')", 'renderSlots (booking/calendar.tsx:212)', now, {
      severity: 'HIGH', count: 4312, sessions: 214, users: 198, lastSeen: now - 40_000, isSpike: true,
      trend: [3, 2, 0, 1, 4, 3, 2, 6, 4, 5, 3, 7, 6, 4, 8, 5, 9, 7, 12, 16, 22, 61, 148, 203],
    }),
    group('b7e911', 'PaymentError: The gateway answered 502 for intent pi_*', 'chargeCard (checkout/payment-client.ts:88)', now, {
      severity: 'CRITICAL', category: 'network', count: 47, sessions: 41, users: 40, firstSeen: now - 6 * minute, lastSeen: now - 70_000, firstRelease: '1.4.2', isNew: true,
      trend: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 41],
    }),
    group('c03d5a', 'ChunkLoadError: Loading chunk admin-reports-and-statistics-overview.8c1f2a failed after three attempts (https://cdn.prescripto.example/assets/)', 'importReports (router.ts:31)', now, {
      severity: 'HIGH', category: 'network', isRegressed: true, count: 19, users: 9, sessions: 11, lastSeen: now - 8 * minute,
    }),
    group('d98aa1', 'ValidationError: date of birth lies in the future', 'validatePatient (patients/validate.ts:54)', now, { severity: 'LOW', category: 'validation', count: 21, users: 20, sessions: 20, lastSeen: now - 34 * minute }),
    group('e5512b', 'SecurityPolicyViolation: script-src blocked inline', 'https://clinic.example/admin', now, { severity: 'HIGH', category: 'security', count: 6, users: 1, sessions: 2, lastSeen: now - 2 * hour, isNew: true, firstSeen: now - 2.2 * hour }),
    group('f0776c', 'AbortError: The user aborted a request', 'fetchDoctors (doctors/list.ts:17)', now, { severity: 'INFO', category: 'network', status: 'ignored', count: 812, users: 300, sessions: 420, lastSeen: now - 3 * minute, statusBy: { userId: 'ana.lindqvist', at: now - 9 * hour, reason: 'people type fast' } }),
    group('9b21d4', 'LongTask: 412 ms in reconcile', 'reconcile (react-dom.production.min.js:121)', now, { severity: 'LOW', category: 'performance', count: 12, lastSeen: now - 5 * hour }),
    group('77aa01', "ReferenceError: Can't find variable: ResizeObserver", 'DoctorCard (doctors/card.tsx:9)', now, { status: 'resolved', count: 3, users: 1, sessions: 1, lastSeen: now - 30 * hour, statusBy: { userId: 'operator', at: now - 28 * hour, reason: '' } }),
  ];
  return { groups, stats: sampleStats(now), details: { a1f0c2: sampleDetail(groups[0]!) } };
}

/** Where the groups occurred, as far as it matters here. */
const places: Readonly<Record<string, { readonly page: string; readonly browser: string }>> = {
  a1f0c2: { page: '/doctors/:id', browser: 'Chrome 148' },
  b7e911: { page: '/checkout', browser: 'Safari 19' },
  d98aa1: { page: '/appointments', browser: 'Chrome 148' },
};

/** The groups that occurred where a question asks for; the other filters are the element's own too. */
export function answerGroups(groups: readonly ErrorGroup[], { page, browser, release }: GroupQuery = {}): readonly ErrorGroup[] {
  return groups.filter(({ signature, firstRelease, lastRelease }) =>
    (!page || places[signature]?.page === page) && (!browser || places[signature]?.browser === browser) && (!release || firstRelease === release || lastRelease === release));
}

/** Any number of groups, to see a long list. */
export function manyGroups(count: number, now = Date.now()): ErrorsData {
  const categories: readonly ErrorCategory[] = ['javascript', 'network', 'validation'];
  const worth: readonly Severity[] = ['HIGH', 'MEDIUM', 'LOW'];
  const groups = Array.from({ length: count }, (_, index) =>
    group(`g${index}`, `TypeError: fault number ${index}`, `step${index} (app.js:${index})`, now, { category: categories[index % 3]!, severity: worth[index % 3]!, lastSeen: now - index * 1000, count: index + 1 }),
  );
  return { groups, stats: sampleStats(now) };
}

export function sampleDetail(of: ErrorGroup): ErrorGroupDetail {
  const frame = (name: string | null, file: string | null, line: number | null, inApp = true) => ({ function: name, file, line, column: line === null ? null : 17, inApp });
  const event = (index: number): ErrorRecord => ({
    id: `${of.signature}-${index}`, timestamp: of.lastSeen - index * 4 * minute, name: of.name, message: of.message, stack: `${of.title}\n    at renderSlots (https://clinic.example/assets/booking/calendar.tsx:212:17)\n    at renderWithHooks (https://clinic.example/assets/vendor/react-dom.production.min.js:121:17)`,
    frames: [
      {
        ...frame('t', 'https://clinic.example/assets/booking-DiwrgTda.js', 1),
        column: 48213,
        source: {
          file: 'https://clinic.example/assets/booking/calendar.tsx',
          line: 212,
          column: 17,
          function: 'renderSlots',
          context: {
            before: ['', '/** The free times of a week, by day. */', 'function renderSlots({ week, doctor }: CalendarProps) {', '  const free = new Map<string, Slot[]>();', '  for (const day of week.days) {'],
            line: "    for (const slot of doctor.calendar.slots.filter(({ starts }) => starts.startsWith(day.date) && !taken.has(slotKey(starts, doctor.id, week.number)))) {",
            after: ['      const key = slotKey(slot.starts, doctor.id, week.number);', '      free.set(key, [...(free.get(key) ?? []), slot]);', '    }', '  }', '  return free;'],
          },
        },
      },
      frame('CalendarWeek', 'https://clinic.example/assets/booking/calendar.tsx', 148),
      frame('renderWithHooks', 'https://clinic.example/assets/vendor/react-dom.production.min.js', 121, false),
      frame('updateFunctionComponent', 'https://clinic.example/assets/vendor/react-dom.production.min.js', 190, false),
      frame(null, 'https://clinic.example/assets/vendor/react-dom.production.min.js', 288, false),
      frame('openBooking', 'https://clinic.example/assets/booking/open-booking.ts', 41),
      frame('HTMLButtonElement.onclick', null, null),
    ],
    cause: [{ name: 'TimeoutError', message: 'GET /api/doctors/:id/slots took longer than 8 s', frames: [frame('fetchSlots', 'https://clinic.example/assets/api/slots.ts', 22)] }],
    category: of.category, severity: of.severity, mechanism: 'onerror', handled: false, url: 'https://clinic.example/doctors/12?week=48', userId: 'user_123', sessionId: 's-4c1d', tabId: 't-77',
    app: 'clinic', release: '1.4.2', environment: 'production',
    browserContext: { browser: 'Chrome 148', system: 'Android 16', viewport: '412 × 915', connection: '4g' }, appContext: { component: 'AppointmentBooking', experiment: 'new_ui_v2' },
    signature: of.signature, fingerprint: `f-${index}`, tags: ['route:/doctors/:id', 'experiment:new_ui_v2', 'tenant:north'],
    breadcrumbs: [
      { at: of.lastSeen - 64_000, category: 'navigation', message: '/doctors → /doctors/12', level: 'INFO' },
      { at: of.lastSeen - 12_400, category: 'ui', message: 'click button "Book a visit"', level: 'INFO' },
      { at: of.lastSeen - 12_300, category: 'api', message: 'GET /api/doctors/12/slots', level: 'INFO', data: { status: 0, ms: 8002 } },
      { at: of.lastSeen - 4200, category: 'log', message: 'Slots are late, showing the calendar without them', level: 'WARN' },
      { at: of.lastSeen - 300, category: 'ui', message: 'click td "Tue 24"', level: 'INFO' },
    ],
    performance: { pageAge: 64_000, heapUsed: 48_200_000, heapLimit: 2_190_000_000, longTasks: 3, vitals: { LCP: 1890, CLS: 0.021, INP: 164 } },
  });
  return {
    ...of,
    events: [event(0), event(1), event(2)],
    impact: { sessions: 61, sessionShare: 0.12, users: 58, userShare: 0.11 },
    explanation: {
      rule: 'engine', what: 'nullish', names: 'slots', place: ['calendar.tsx', 'renderSlots', 'render'],
      says: ['"Cannot read properties of null (reading \'slots\')" is one of the ways in which browsers say "nullish": their words do not count.', '"slots" is what the message names: another one is another group.', 'It happened in renderSlots, called by render of calendar.tsx: lines, columns and the hash of a build do not count.'],
    },
  };
}
