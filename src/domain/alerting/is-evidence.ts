import { isOpen, type IncidentRow } from './incident-row.ts';

/** ms; a backend forgets what is not said again. */
const refresh = 60_000;

/** Whether the fleet is to hear of a change: that it began, got worse, or is over; and once a minute that it goes on. */
export function isEvidence(before: IncidentRow, after: IncidentRow, now: number): boolean {
  const isNews = isOpen(before) !== isOpen(after) || before.severity !== after.severity;
  return isNews || (isOpen(after) && Math.abs(now - (after.evidenceAt ?? 0)) >= refresh);
}
