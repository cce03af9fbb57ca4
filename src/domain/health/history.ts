import type { HealthHistoryEntry } from '../../contract/health.ts';

const hour = 3_600_000;

/** What is worth keeping of old results: every change of status, and one an hour in between to show that it was watched. */
export function compactHistory(entries: readonly HealthHistoryEntry[]): readonly HealthHistoryEntry[] {
  const kept: HealthHistoryEntry[] = [];
  for (const entry of entries) {
    const last = kept.at(-1);
    if (!last || last.status !== entry.status || Math.floor(last.at / hour) !== Math.floor(entry.at / hour)) kept.push(entry);
  }
  return kept;
}
