import { severities } from '../../contract/severity.ts';
import { oneOf, text } from './rules.ts';
import type { Rules } from './rules.ts';

const matcher: Rules = { alertId: text(100), category: text(100), severity: oneOf(severities) };

/** An empty matcher would silence everything by mistake: `{alertId: '*'}` says it on purpose. */
function isMatcher(value: unknown): boolean {
  const given = Object.entries(value ?? {}).filter(([, member]) => member !== undefined);
  return given.length > 0 && given.every(([name, member]) => matcher[name]?.[1](member));
}

/** What `silence` takes. */
export function silenceRules(now: number): Rules {
  return {
    matcher: ['an object with alertId, category or severity', isMatcher],
    until: ['a time in the future in epoch milliseconds', (value) => Number.isFinite(value) && (value as number) > now],
    userId: text(1_000),
  };
}
