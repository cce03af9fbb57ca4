import type { MetricRecord } from '../../contract/performance.ts';
import type { InsightGroup, PerformanceInsights } from '../../contract/performance-answers.ts';

/** How many of each are shown. */
const most = 50;

/** Groups what the tabs have found out about causes: `name` says what it is, `tags.target` of what. */
export function readInsights(records: readonly MetricRecord[]): PerformanceInsights {
  const groups = (name: string, order: (group: InsightGroup) => number, of = (record: MetricRecord): string => String(record.tags['target'] ?? '')): readonly InsightGroup[] => {
    const found = new Map<string, InsightGroup>();
    for (const record of records) {
      if (record.type !== 'insight' || !record.name.startsWith(name)) continue;
      const key = of(record);
      const group = found.get(key) ?? { name: key, count: 0, worst: -1, total: 0, details: {}, url: '' };
      const worse = record.value > group.worst && { worst: record.value, details: record.tags, url: record.url };
      found.set(key, { ...group, count: group.count + 1, total: group.total + record.value, ...worse });
    }
    return [...found.values()].sort((a, b) => order(b) - order(a)).slice(0, most);
  };
  const worst = ({ worst }: InsightGroup): number => worst;
  const count = ({ count }: InsightGroup): number => count;
  return {
    interactions: groups('interaction', worst),
    scripts: groups('script', ({ total }) => total),
    renderBlocking: groups('render_blocking', ({ total }) => total),
    rageClicks: groups('rage_click', count),
    deadClicks: groups('dead_click', count),
    vitals: groups('vital', worst, ({ name, tags }) => `${name.slice(6)} ${String(tags['target'] ?? '')}`.trim()),
    softNavigations: records.filter(({ name, type }) => type === 'insight' && name === 'soft_navigation').length,
  };
}
