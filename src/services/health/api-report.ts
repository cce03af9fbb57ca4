import { judgeAuthentication } from '../../domain/health/judge-facts.ts';
import { judgeComponent, judgeReport } from '../../domain/health/judge-report.ts';
import type { Observation, Unavailable } from '../../domain/health/observation.ts';
import { steer, type Steering } from '../../domain/health/schedule.ts';
import { timeouts } from '../../domain/health/definitions.ts';
import type { Row } from '../ports/store.ts';
import { CheckBook } from './check-book.ts';
import { readFacts } from './fact-book.ts';
import type { HealthPorts } from './health-ports.ts';

type PollRow = Row & Steering;

const pollKey = 'health:poll';

/** One GET of the health report: a result for the API and for every component, whichever of the checks it was made for. */
export async function readReport(ports: HealthPorts, clean: <T extends Observation | Unavailable>(seen: T) => T): Promise<void> {
  const { store, clock, random, transport, publish, config } = ports;
  const url = config().endpoints.health;
  if (url === null) return;
  const answer = await transport({ url, method: 'GET', timeout: timeouts.critical });
  const { api, report } = judgeReport(answer);
  await store.write(async (tx) => {
    const book = await CheckBook.open(tx, ports);
    const before = (await tx.get<PollRow>('counters', pollKey)) ?? { notBefore: 0, refusals: 0 };
    const poll = steer({ status: answer.status, headers: answer.headers, readable: report !== null }, before, clock.now(), random());
    tx.put<PollRow>('counters', { key: pollKey, ...poll });
    for (const { row, setup } of book.all) {
      const { source } = setup;
      if (source?.kind !== 'report') continue;
      const names = source.names;
      if (answer.outcome === 'offline') await book.postpone(tx, row.key);
      else if (row.key === 'api_connectivity') await book.fold(tx, row.key, clean(api), poll.notBefore);
      else if (!report) await book.postpone(tx, row.key, poll.notBefore);
      else {
        const seen = judgeComponent(report, names, answer.duration);
        const whole = row.key === 'authentication_service' && seen.kind === 'result' ? judgeAuthentication(seen, await readFacts(tx, book.now, 5)) : seen;
        await book.fold(tx, row.key, clean(whole), poll.notBefore);
      }
    }
    await publish(tx, book.close(tx));
  });
}
