import type { Check } from '../../domain/health/check-setup.ts';
import { apiCheck } from '../../domain/health/definitions.ts';
import { judges } from '../../domain/health/judge-facts.ts';
import { findComponent, judgeAnswer, readReport, type HealthAnswer } from '../../domain/health/read-report.ts';
import { steer } from '../../domain/health/schedule.ts';
import type { Transaction } from '../ports/store.ts';
import type { CheckBook } from './check-book.ts';
import type { HealthPorts } from './health-ports.ts';
import { openTask } from './tab-tasks.ts';

/** Makes a check that needs no network: by what is known, or by asking its tab. */
export async function look(tx: Transaction, book: CheckBook, check: Check): Promise<void> {
  if (check.kind === 'facts') await book.fold(tx, check, judges[check.key]?.(book) ?? null);
  else openTask(book, check, check.tabs);
}

/** A socket's handshake is an answer like any other. */
export async function askRemote({ transport, socket }: HealthPorts, { kind, at, timeout }: Check): Promise<HealthAnswer> {
  if (kind !== 'socket') return transport({ url: at, method: 'GET', timeout });
  const answer: HealthAnswer = { status: 101, outcome: 'answered', duration: 0, body: '', headers: {}, error: '' };
  return socket(at, timeout).then(
    (duration) => ({ ...answer, duration }),
    (error: unknown) => ({ ...answer, status: 0, error: String(error) }),
  );
}

/** The answer to a probe is its result. That of the health report is one for the API and for every component, whichever of the checks it was asked for. */
export async function foldAnswer(tx: Transaction, book: CheckBook, asked: Check, answer: HealthAnswer): Promise<void> {
  if (asked.kind !== 'report') return book.fold(tx, asked, judgeAnswer(answer));
  const { api, components } = readReport(answer);
  const poll = steer(answer, components !== null, book.known, book.now, book.ports.random());
  book.known = { ...book.known, ...poll };
  for (const check of book.all) {
    const { key, kind, reason, definition } = check;
    if (kind === 'report' && !reason) await book.fold(tx, check, key === apiCheck ? api : components && findComponent(components, definition.component ?? ''), poll.notBefore);
  }
}
