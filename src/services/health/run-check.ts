import type { EndpointState } from '../../domain/delivery/endpoint-state.ts';
import type { Check } from '../../domain/health/check-setup.ts';
import { retryAfter } from '../../domain/delivery/retry-after.ts';
import { apiCheck } from '../../domain/health/definitions.ts';
import { judgeFacts, proveApi, withFacts } from '../../domain/health/judge-facts.ts';
import { saw, type Observation } from '../../domain/health/observation.ts';
import { findComponent, judgeAnswer, readReport, type HealthAnswer } from '../../domain/health/read-report.ts';
import { steer } from '../../domain/health/schedule.ts';
import type { Row, Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';
import type { HealthPorts } from './health-ports.ts';
import { readCalls, readFacts } from './read-facts.ts';
import { openTask } from './tab-tasks.ts';

/** Makes a check that needs no network: by what is known, or by asking its tab. */
export async function look(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
  const { key, kind } = check;
  if (kind === 'task') openTask(book, check);
  else {
    const seen = judgeFacts(key, await readFacts(tx, book, check));
    book.fold(tx, check, seen);
    // What had nothing to look at may soon have something.
    if (seen.status === 'UNKNOWN') book.update(check, { nextRun: book.now + 5_000 });
  }
}

/** A successful call of a page since the last turn is as good as a probe of the API. `null`: there was none. */
export async function prove(tx: Transaction, book: CheckBook, check: Check): Promise<Observation | null> {
  const proof = proveApi(await readCalls(tx, check, book.now - check.every));
  if (proof) book.fold(tx, check, proof);
  return proof;
}

/** A socket's handshake is an answer like any other. `null`: the part that opens sockets cannot be loaded. */
export function askRemote({ transport, socket }: HealthPorts, { at, patience }: Check): Promise<HealthAnswer | null> {
  return at.startsWith('ws') ? socket(at, patience).catch(() => null) : transport({ url: at, method: 'GET', timeout: patience });
}

/** The answer to a probe is its result. That of the health report is one for the API and for every component, whichever of the checks it was asked for. */
export async function foldAnswer(tx: Transaction, book: CheckBook, asked: Check, answer: HealthAnswer | null): Promise<void> {
  if (!answer || asked.kind === 'probe') {
    const seen = answer && judgeAnswer(answer);
    // What may be kept for a year, as on a CDN, may be gone all the same: only `Retry-After` puts a probe off.
    return book.fold(tx, asked, seen && withFacts(seen, asked.key, await readFacts(tx, book, asked)), retryAfter(answer?.headers?.['retry-after'], book.now));
  }
  const { api, components } = readReport(answer);
  const poll = steer(answer, components !== null, book.known, book.now, book.ports.random());
  book.known = { ...book.known, ...poll };
  const facts = await readFacts(tx, book, asked);
  for (const check of book.all) {
    const { key, kind, reason, component, timestamp } = check;
    if (kind !== 'report' || reason) continue;
    // A backend that never had a report has no components to tell of.
    const none = answer.status === 404 && !timestamp ? { ...saw('UNKNOWN', 'no health report'), absent: true } : null;
    const seen = key === apiCheck ? (api?.status === 'DEGRADED' && proveApi(facts.calls)) || api : components ? findComponent(components, component) : none;
    // Of `email_service` and `sms_service`: how their channel fares.
    const channel = await tx.get<EndpointState & Row>('meta', `delivery:notifications/${key.slice(0, -8)}`);
    book.fold(tx, check, seen && withFacts(seen, key, { ...facts, refused: channel?.failures ?? 0 }), poll.notBefore);
  }
}
