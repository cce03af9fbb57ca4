import type { ApiCallRecord } from '../../contract/performance.ts';
import type { Check } from '../../domain/health/check-setup.ts';
import type { Facts } from '../../domain/health/judge-facts.ts';
import { noTally, type Tally } from '../../domain/performance/tally.ts';
import type { ReadTransaction } from '../ports/store.ts';
import { minute, readCounters } from '../records/counter-rows.ts';
import { metricLog } from '../records/metric-log.ts';
import { readTallies } from '../records/tally-rows.ts';
import type { CheckBook } from './check-book.ts';

const mostCalls = 200;

const quarter = 15;

/** The newest calls of the pages to where the check asks, since `from` (epoch ms). */
export async function readCalls(tx: ReadTransaction, { at }: Check, from: number): Promise<readonly ApiCallRecord[]> {
  const { origin } = new URL(at);
  const calls: readonly unknown[] = await metricLog.newest(tx, mostCalls, ({ type }) => type === 'api', { from });
  return (calls as readonly ApiCallRecord[]).filter(({ url }) => url.startsWith(`${origin}/`));
}

/** What is known for a check without asking anybody: of the last 15 minutes for what happens rarely, of 5 for the rest, of an hour for vitals. */
export async function readFacts(tx: ReadTransaction, book: CheckBook, check: Check): Promise<Facts> {
  const { now, known, tabs, ports } = book;
  const { key, kind, tier } = check;
  const { counts } = await readCounters(tx, minute, now - (kind !== 'facts' || key === 'security_status' ? quarter : 5) * minute, now);
  const tallies = (of: 'page' | 'resource', minutes: number, wanted?: (series: string) => string | false) => readTallies(tx, of, [{ step: minute, from: now - (minutes - 1) * minute, to: now + minute }], wanted);
  return {
    now,
    tabs,
    loop: ports.loop,
    client: { ...known.client, features: { ...ports.features, ...known.client.features } },
    policy: known.policy,
    counts,
    page: kind === 'facts' && tier === 'normal' ? await tallies('page', key === 'memory_usage' ? quarter : 60) : new Map<string, Tally>(),
    loads: (kind === 'probe' && (await tallies('resource', quarter, (series) => series.includes(` ${new URL(check.at).origin}/`) && 'all')).get('all')) || noTally,
    calls: kind === 'report' ? await readCalls(tx, check, now - 5 * minute) : [],
    refused: 0,
  };
}
