import type { Incident } from '../../src/contract/alert.ts';
import { severities } from '../../src/contract/severity.ts';
import type { TrendPoint } from '../shared/trend-config.ts';

/** Alerts by the time they began and by severity (in the order of `severities`), in equal steps over a span of time. */
export function alertSteps(incidents: readonly Incident[], { from, to }: { readonly from: number; readonly to: number }, count = 24): readonly TrendPoint[] {
  const width = (to - from) / count;
  const steps = Array.from({ length: count }, (_, index) => ({ at: from + index * width, count: 0, parts: severities.map(() => 0) }));
  for (const { startedAt, severity } of incidents) {
    const step = startedAt <= to ? steps[Math.min(count - 1, Math.floor((startedAt - from) / width))] : undefined;
    if (!step) continue;
    step.count += 1;
    step.parts[severities.indexOf(severity)]! += 1;
  }
  return steps;
}
