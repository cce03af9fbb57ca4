import type { Incident, Silence, SilenceMatcher } from '../../contract/alert.ts';

type Matched = Pick<Incident, 'alertId' | 'category' | 'severity'>;

/** Every given member must match; `alertId` may end in `*`. */
export function silenceMatches(matcher: SilenceMatcher, { alertId, category, severity }: Matched): boolean {
  const { alertId: wanted } = matcher;
  if (wanted !== undefined && !(wanted.endsWith('*') ? alertId.startsWith(wanted.slice(0, -1)) : alertId === wanted)) return false;
  return (matcher.category ?? category) === category && (matcher.severity ?? severity) === severity;
}

/** The silence that holds longest, of those that hold now. */
export function findSilence(silences: readonly Silence[], incident: Matched, now: number): Silence | null {
  return silences.filter(({ until, matcher }) => until > now && silenceMatches(matcher, incident)).sort((a, b) => b.until - a.until)[0] ?? null;
}
