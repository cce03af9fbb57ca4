import type { Silence } from '../../contract/alert.ts';
import { severities } from '../../contract/severity.ts';

type Read = { readonly ok: true; readonly silence: Omit<Silence, 'id' | 'createdAt'> } | { readonly ok: false; readonly errors: readonly string[] };

type Given = Readonly<Record<'matcher' | 'until' | 'userId' | 'reason', unknown>>;

/** Checks what `silence` was given. An empty matcher would silence everything by mistake: `{alertId: '*'}` says it on purpose. */
export function readSilence({ matcher, until, userId, reason }: Given, now: number): Read {
  const errors: string[] = [];
  const entries = matcher !== null && typeof matcher === 'object' ? Object.entries(matcher).filter(([, value]) => value !== undefined) : [];
  const given: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
  for (const key of Object.keys(given)) {
    if (!['alertId', 'category', 'severity'].includes(key)) errors.push(`"matcher.${key}": expected one of alertId, category, severity, got an unknown member`);
    else if (typeof given[key] !== 'string') errors.push(`"matcher.${key}": expected a text, got ${typeof given[key]}`);
  }
  if (Object.keys(given).length === 0) errors.push('"matcher": expected an object with alertId, category or severity, got none of them');
  if (given['severity'] !== undefined && !(severities as readonly unknown[]).includes(given['severity'])) {
    errors.push(`"matcher.severity": expected ${severities.join(' | ')}, got ${JSON.stringify(given['severity'])}`);
  }
  if (typeof until !== 'number' || !Number.isFinite(until) || until <= now)
    errors.push(`"until": expected a time in the future in epoch milliseconds, got ${String(until)}`);
  if (typeof userId !== 'string' || userId === '') errors.push(`"userId": expected a non-empty text, got ${JSON.stringify(userId)}`);
  if (errors.length > 0) return { ok: false, errors };
  const why = typeof reason === 'string' ? reason.slice(0, 1_000) : '';
  return { ok: true, silence: { matcher: given as Silence['matcher'], until: until as number, userId: userId as string, reason: why } };
}
