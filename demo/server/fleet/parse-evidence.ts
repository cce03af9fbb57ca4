import { type Severity, severities } from '../notifications/notice.ts';
import { asObject, asText } from '../read-json.ts';
import { Refusal } from '../reply.ts';
import type { Evidence } from './fleet-alert.ts';

const most = 100;

function textOf(value: unknown, what: string, longest: number): string {
  const text = asText(value, what);
  if (text.length > longest) throw new Refusal(400, 'malformed', `${what}: expected at most ${longest} characters, got ${text.length}`);
  return text;
}

function numberOrNull(value: unknown, what: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refusal(400, 'malformed', `${what}: expected a number or null`);
  return value;
}

/** A number of sessions, or their ids. */
function sessionsOf(value: unknown, what: string): number {
  const count = Array.isArray(value) ? new Set(value).size : (value ?? 1);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 10_000) throw new Refusal(400, 'malformed', `${what}: expected a whole number of sessions, or their ids`);
  return count;
}

function parseOne(item: unknown, what: string, now: number): Evidence {
  const given = asObject(item, what);
  const alertId = textOf(given['alertId'], `${what}.alertId`, 120);
  const { severity, state, at = now } = given;
  if (!severities.includes(severity as Severity)) throw new Refusal(400, 'malformed', `${what}.severity: expected one of ${severities.join(', ')}, got ${JSON.stringify(severity)}`);
  if (state !== 'firing' && state !== 'resolved') throw new Refusal(400, 'malformed', `${what}.state: expected firing or resolved, got ${JSON.stringify(state)}`);
  if (typeof at !== 'number' || !Number.isFinite(at)) throw new Refusal(400, 'malformed', `${what}.at: expected epoch milliseconds`);
  return {
    key: textOf(given['key'] ?? alertId, `${what}.key`, 300),
    alertId,
    severity: severity as Severity,
    installId: textOf(given['installId'], `${what}.installId`, 120),
    sessions: sessionsOf(given['sessions'], `${what}.sessions`),
    value: numberOrNull(given['value'], `${what}.value`),
    sampleSize: numberOrNull(given['sampleSize'], `${what}.sampleSize`),
    state,
    // A clock that runs ahead would make everything that the browser says later look late.
    at: Math.min(at, now),
    security: given['category'] === 'security' || alertId === 'security_breach',
  };
}

/** One piece of evidence, or `{evidence: […]}`. One wrong member refuses all of it, and is named. */
export function parseEvidence(body: unknown, now: number): readonly Evidence[] {
  const given = asObject(body);
  if (!('evidence' in given)) return [parseOne(given, 'evidence', now)];
  const { evidence: items } = given;
  if (!Array.isArray(items)) throw new Refusal(400, 'malformed', 'body.evidence: expected an array');
  if (items.length > most) throw new Refusal(413, 'too_large', `body.evidence: expected at most ${most} items, got ${items.length}`);
  return items.map((item, at) => parseOne(item, `evidence[${at}]`, now));
}
