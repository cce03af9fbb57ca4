import { resolveConfig } from '../../../src/contract/resolve-config.ts';
import { foldResult } from '../../../src/domain/health/check-fold.ts';
import { newCheckRow } from '../../../src/domain/health/check-row.ts';
import { setUp, type Check } from '../../../src/domain/health/check-setup.ts';
import { apiCheck, builtInChecks } from '../../../src/domain/health/definitions.ts';
import { isBad, type Observation } from '../../../src/domain/health/observation.ts';
import { findComponent, readReport, type HealthAnswer, type HealthReport } from '../../../src/domain/health/read-report.ts';
import { nextRegularRun, steer } from '../../../src/domain/health/schedule.ts';
import { seeded } from '../../support/seeded.ts';

export const second = 1_000;
export const minute = 60 * second;
export const begin = Date.UTC(2026, 0, 5, 9);

/** What a backend answers at a time (ms since the begin); `null`: the browsers have no network. */
export type Backend = (at: number) => HealthAnswer | null;

const config = resolveConfig({ endpoint: 'https://api.example' }, 'https://clinic.example/');
/** The checks that one GET feeds, as an installation begins with them; the API first. */
const fed: readonly Check[] = builtInChecks
  .filter(({ component }) => component !== undefined)
  .map((definition) => newCheckRow(definition))
  .map((row) => ({ ...row, ...setUp(row, config, undefined) }))
  .sort((a, b) => Number(b.id === apiCheck) - Number(a.id === apiCheck));

export const up: HealthAnswer = {
  status: 200,
  outcome: 'answered',
  duration: 20,
  body: { status: 'pass', checks: Object.fromEntries(fed.map(({ component = '' }) => [component.replace(/.*\|/, ''), [{ status: 'pass' }]])) },
};

const read = new WeakMap<HealthAnswer, HealthReport>();

/**
 * One browser, by the functions that the product schedules with: calls `asked` with the time (ms since the begin) of each
 * request that the backend sees of it.
 *
 * @param opened ms since the begin
 */
export function browse(seed: number, opened: number, until: number, backend: Backend, asked: (at: number) => void): void {
  const random = seeded(seed);
  const phase = random();
  const checks = fed.map((check) => ({ ...check, nextRun: begin + opened + Math.round(random() * 3 * second) }));
  const [api, database] = checks as [Check, Check];
  let steering = { notBefore: 0, refusals: 0 };
  for (;;) {
    // Behind an API that is down no other check is made.
    const due = isBad(api.status) ? api.nextRun : Math.min(...checks.map(({ nextRun }) => nextRun));
    const now = Math.max(due, steering.notBefore);
    if (now >= begin + until) return;
    const answer = backend(now - begin);
    const jitter = random();
    const plan = (check: Check, notBefore?: number): unknown => Object.assign(check, { nextRun: nextRegularRun(now, check.every, phase, jitter, notBefore) });
    if (!answer) {
      for (const check of checks) if (check.nextRun <= now) plan(check);
      continue;
    }
    asked(now - begin);
    const report = read.get(answer) ?? readReport(answer);
    read.set(answer, report);
    steering = steer(answer, report.components !== null, steering, now, random());
    const { notBefore } = steering;
    for (const check of checks) plan(check, notBefore);
    // The history is left out, and the other components are as the first.
    const fold = (check: Check, seen: Observation): unknown => Object.assign(check, foldResult(check, seen, now, notBefore, config.health), { results: [] });
    if (report.api) fold(api, report.api);
    if (report.components) fold(database, findComponent(report.components, database.component));
  }
}
