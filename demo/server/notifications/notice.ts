import { asObject } from '../read-json.ts';
import { Refusal } from '../reply.ts';

export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;
export type Severity = (typeof severities)[number];

/** What people are told of an incident, whoever carries it. Times in epoch ms. */
export interface Notice {
  /** Idempotency key: what has the same one is the same message. */
  readonly id: string;
  readonly incidentId: string;
  readonly alertId: string;
  readonly name: string;
  readonly category: string;
  readonly severity: Severity;
  /** `triggered`, `escalated`, `acknowledged`, `resolved`; others are told as they are called. */
  readonly event: string;
  /** A name of the escalation path; the addresses behind it are known to the environment alone. */
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  readonly app: string;
  readonly release: string;
  readonly environment: string;
  /** What else is known, for people: `['Value', '0.08']`. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const longest = { id: 300, name: 200, title: 300, text: 8_000, word: 120 } as const;
/** Members of an item that are facts, and how they are called. */
const factNames = { value: 'Value', threshold: 'Threshold', sampleSize: 'Sample', count: 'Times', sessions: 'Sessions', share: 'Share' } as const;

function malformed(what: string, expected: string, got: unknown): Refusal {
  return new Refusal(400, 'malformed', `${what}: expected ${expected}, got ${(JSON.stringify(got) ?? 'nothing').slice(0, 60)}`);
}

/** A text, or a `Refusal`; without a fallback it must be there. Control characters have no place in a subject or a header. */
function textOf(value: unknown, what: string, most: number, fallback?: string): string {
  if ((value === undefined || value === null || value === '') && fallback !== undefined) return fallback;
  if (typeof value !== 'string' || !value.trim() || value.length > most) throw malformed(what, `a text of at most ${most} characters`, value);
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').trim();
}

function timeOf(value: unknown, what: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 8.64e15) throw malformed(what, 'epoch milliseconds', value);
  return value;
}

function severityOf(value: unknown, what: string): Severity {
  if (value === undefined) return 'MEDIUM';
  if (!severities.includes(value as Severity)) throw malformed(what, `one of ${severities.join(', ')}`, value);
  return value as Severity;
}

/** Of a number as a person reads it: no 0.30000000000000004. */
const plain = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value * 1e4) / 1e4) : String(value));

/** A threshold without a value, or the first time, says nothing to anybody. */
function factsOf(given: Readonly<Record<string, unknown>>): Notice['facts'] {
  const { threshold, count, ...rest } = given;
  const telling = { ...rest, ...(typeof given['value'] === 'number' ? { threshold } : {}), ...(count === 1 ? {} : { count }) } as Readonly<Record<string, unknown>>;
  return Object.entries(factNames).flatMap(([member, name]) => (typeof telling[member] === 'number' ? [[name, plain(telling[member])] as const] : []));
}

/**
 * One item as the agent sends it. `id` and a `title` or `text` must be there; what else is missing has a plain fallback, so
 * that a script of one's own can send a notification with three members. Throws a `Refusal` that names the wrong member.
 */
export function parseNotice(item: unknown, what: string, now: number): Notice {
  const given = asObject(item, what);
  const word = (member: string, fallback: string): string => textOf(given[member], `${what}.${member}`, longest.word, fallback);
  const id = textOf(given['id'], `${what}.id`, longest.id);
  const title = textOf(given['title'] ?? given['text'], `${what}.title`, given['title'] === undefined ? longest.text : longest.title);
  const alertId = word('alertId', 'notification');
  const at = timeOf(given['at'], `${what}.at`, now);
  return {
    id,
    incidentId: textOf(given['incidentId'], `${what}.incidentId`, longest.id, id),
    alertId,
    name: textOf(given['name'], `${what}.name`, longest.name, alertId),
    category: word('category', 'system'),
    severity: severityOf(given['severity'], `${what}.severity`),
    event: word('event', 'triggered'),
    to: word('to', '*'),
    title: title.slice(0, longest.title),
    text: textOf(given['text'], `${what}.text`, longest.text, title),
    at,
    startedAt: timeOf(given['startedAt'], `${what}.startedAt`, at),
    resolvedAt: given['resolvedAt'] === null || given['resolvedAt'] === undefined ? null : timeOf(given['resolvedAt'], `${what}.resolvedAt`, at),
    app: word('app', 'app'),
    release: word('release', ''),
    environment: word('environment', 'production'),
    facts: factsOf(given),
  };
}
