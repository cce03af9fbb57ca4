import type { MetricRecord } from '../../contract/performance.ts';
import type { Check } from '../../domain/health/check-setup.ts';
import { apiCheck } from '../../domain/health/definitions.ts';
import { judgeFacts } from '../../domain/health/judge-facts.ts';
import { findComponent, judgeAnswer, readReport, type HealthAnswer } from '../../domain/health/read-report.ts';
import { steer } from '../../domain/health/schedule.ts';
import { minute, readCounters } from '../records/counter-rows.ts';
import type { Transaction } from '../ports/store.ts';
import { metricLog } from '../records/metric-log.ts';
import type { CheckBook } from './check-book.ts';
import type { HealthPorts } from './health-ports.ts';
import { openTask } from './tab-tasks.ts';

const isJudged = ({ type, usage }: MetricRecord): boolean => type === 'vital' || !!usage;

/** Makes a check that needs no network: by what is known, or by asking its tab. */
export async function look(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
  const { key, kind, tier } = check;
  if (kind === 'task') openTask(book, check);
  else {
    const { now, known } = book;
    // An hour of them is read in only for those that look at them.
    const measured = tier === 'normal' ? await metricLog.newest(tx, 1_000, isJudged, { from: now - 3_600_000 }) : [];
    const { counts } = await readCounters(tx, minute, now - (key === 'security_status' ? 15 : 5) * minute, now);
    const seen = judgeFacts(key, { now, counts, client: known.client, tabs: book.tabs, measured });
    book.fold(tx, check, seen);
    // What had nothing to look at may soon have something.
    if (seen.status === 'UNKNOWN') book.update(check, { nextRun: now + 5_000 });
  }
}

/** A socket's handshake is an answer like any other. */
export async function askRemote({ transport, socket }: HealthPorts, { at, patience }: Check): Promise<HealthAnswer> {
  if (!at.startsWith('ws')) return transport({ url: at, method: 'GET', timeout: patience });
  return socket(at, patience).then(
    (duration) => ({ status: 101, duration }),
    (error: unknown) => ({ status: 0, duration: 0, error: String(error) }),
  );
}

/** The answer to a probe is its result. That of the health report is one for the API and for every component, whichever of the checks it was asked for. */
export function foldAnswer(tx: Transaction, book: CheckBook, asked: Check, answer: HealthAnswer): void {
  if (asked.kind === 'probe') return book.fold(tx, asked, judgeAnswer(answer));
  const { api, components } = readReport(answer);
  const poll = steer(answer, components !== null, book.known, book.now, book.ports.random());
  book.known = { ...book.known, ...poll };
  for (const check of book.all) {
    const { key, kind, reason, component } = check;
    if (kind === 'report' && !reason) book.fold(tx, check, key === apiCheck ? api : components && findComponent(components, component), poll.notBefore);
  }
}
