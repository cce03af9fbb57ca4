import type { MetricRecord } from '../../contract/performance.ts';
import type { MemoryReport } from '../../contract/performance-answers.ts';
import { leakEvidence } from '../../domain/performance/leak-evidence.ts';

/** Heaps by document, from readings oldest first. `seen`: whether there were pages at all. */
export function reportMemory(readings: readonly MetricRecord[], seen: boolean): MemoryReport {
  const byTab = new Map<string, MetricRecord[]>();
  for (const reading of readings) byTab.set(reading.tabId, [...(byTab.get(reading.tabId) ?? []), reading]);
  const tabs = [...byTab].map(([tabId, all]) => {
    const { url, value: used, usage = 0, tags } = all.at(-1)!;
    const limit = Number(tags['limit']);
    return { tabId, url, used, limit, usage, leak: leakEvidence(all.map(({ timestamp, value }) => [timestamp, value] as const), limit) };
  });
  const rank = ({ leak }: (typeof tabs)[number]): number => Number(leak?.suspected) || 0;
  tabs.sort((a, b) => rank(b) - rank(a) || b.usage - a.usage);
  const status = !tabs[0] ? (seen ? 'unsupported' : 'no data') : rank(tabs[0]) ? 'leak suspected' : 'ok';
  return { status, tabs };
}
