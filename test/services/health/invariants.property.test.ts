import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { HealthStatus } from '../../../src/contract/health.ts';
import { builtInChecks } from '../../../src/domain/health/definitions.ts';
import { isBad } from '../../../src/domain/health/observation.ts';
import type { TransportResponse } from '../../../src/services/ports/transport.ts';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { browse, begin, minute, up as answersUp, type Backend } from '../../domain/health/browsers.ts';
import { answered, start, unreachable, up, type Harness } from './harness.ts';

const report = 'https://api.example/api/health';
const probe = 'https://lab.example/ping';
/** The checks that the report feeds here; the others of it are off. */
const fed = ['api_connectivity', 'database_connectivity', 'payment_gateway', 'email_service'] as const;
const others = builtInChecks.filter(({ id, component }) => component !== undefined && fed.every((one) => one !== id)).map(({ id }) => id);
const second = 1_000;

const answers: Readonly<Record<string, Partial<TransportResponse>>> = {
  well: answered(200, up()),
  databaseDown: answered(503, up({ database: 'fail' })),
  paymentDown: answered(200, up({ payment: 'fail' })),
  unreachable,
  busy: answered(429, 'slow down', { 'retry-after': '90' }),
  cached: answered(200, up(), { 'cache-control': 'max-age=75' }),
};

type Step =
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'answer'; readonly word: string }
  | { readonly do: 'online' | 'restart' | 'switchAll' }
  | { readonly do: 'switch' | 'recover'; readonly id: (typeof fed)[number] }
  | { readonly do: 'force'; readonly ids: readonly string[] }
  | { readonly do: 'finish'; readonly status: HealthStatus };

const passing = fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 6, 15, 35) });
const answering = fc.record({ do: fc.constant('answer' as const), word: fc.constantFrom(...Object.keys(answers)) });
const recovering = fc.record({ do: fc.constant('recover' as const), id: fc.constantFrom('payment_gateway' as const, 'database_connectivity' as const) });
const finishing = fc.record({ do: fc.constant('finish' as const), status: fc.constantFrom<HealthStatus>('HEALTHY', 'UNHEALTHY') });
const stories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: passing },
    { weight: 4, arbitrary: answering },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('online' as const, 'restart' as const, 'switchAll' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('switch' as const), id: fc.constantFrom(...fed) }) },
    { weight: 2, arbitrary: recovering },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('force' as const), ids: fc.array(fc.constantFrom(...fed, 'lab'), { minLength: 1, maxLength: 4 }) }) },
    { weight: 2, arbitrary: finishing },
  ),
  { minLength: 6, maxLength: 16 },
);
/** What is down for a minute already. */
const outages = stories.map((steps): readonly Step[] => [{ do: 'answer', word: 'unreachable' }, { do: 'pass', seconds: 60 }, ...steps]);
const recoveries: fc.Arbitrary<readonly Step[]> = fc.array(fc.oneof(recovering, recovering, finishing, passing, answering), { minLength: 6, maxLength: 16 });

interface Asked {
  readonly at: number;
  readonly url: string;
  readonly online: boolean;
  readonly forced: boolean;
  /** Whether the API stood badly at that moment. */
  readonly apiDown: boolean;
  readonly answer: Partial<TransportResponse>;
}

/** What is looked at after every step, and was asked for in it. */
type After = (ops: Harness, step: Step, asked: readonly Asked[]) => Promise<void>;

/** Plays a story with a page that offers recoveries and a check of its own behind the API. */
async function play(steps: readonly Step[], after: After): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  let [online, forced, off, answer] = [true, false, false, answers['well']!];
  let ops = start({ endpoint: 'https://api.example', health: { disabled: others } });
  const prepare = (): void => {
    const here = ops;
    here.setOnline(online);
    here.answer(async ({ url }) => {
      const at = here.clock.now();
      const [given, was, by] = [url === probe ? answered(200, '') : answer, online, forced];
      const apiDown = isBad((await here.check('api_connectivity')).status);
      asked.push({ at, url, online: was, forced: by, apiDown, answer: given });
      return given;
    });
  };
  prepare();
  await ops.see('t1');
  for (const id of fed) for (const action of ['reconnect', 'refresh']) await ops.health.registerRecovery(id, action, 't1');
  await ops.health.register({ id: 'lab', name: 'Lab', tier: 'critical', url: probe, dependsOn: 'api_connectivity' });
  await ops.pass(5 * second);
  for (const step of steps) {
    const before = asked.length;
    switch (step.do) {
      case 'pass':
        await ops.pass(step.seconds * second);
        break;
      case 'answer':
        answer = answers[step.word]!;
        break;
      case 'online':
        ops.setOnline((online = !online));
        break;
      case 'restart':
        ops = ops.restart();
        prepare();
        await ops.see('t1');
        break;
      case 'switch':
        await ops.health[(await ops.check(step.id)).enabled ? 'disableHealthCheck' : 'enableHealthCheck'](step.id);
        break;
      case 'switchAll':
        for (const id of fed) await ops.health[off ? 'enableHealthCheck' : 'disableHealthCheck'](id);
        off = !off;
        break;
      case 'recover':
        await ops.health.runRecovery(step.id, 'reconnect');
        break;
      case 'force':
        forced = true;
        await Promise.all(step.ids.map((id) => ops.health.forceHealthCheck(id)));
        forced = false;
        break;
      case 'finish':
        for (const { id: taskId } of await ops.health.tasks('t1')) await ops.health.completeTask({ taskId, status: step.status, message: 'done', duration: 1, metadata: {} });
    }
    await after(ops, step, asked.slice(before));
  }
  return asked;
}

const always = (check: (asked: readonly Asked[]) => void, eachStory: () => After = () => async () => undefined, of = stories): Promise<void> =>
  fc.assert(
    fc.asyncProperty(of, async (steps) => check(await play(steps, eachStory()))),
    { numRuns: 25 },
  );

describe('whatever happens to a backend, a network and a page', () => {
  test('nothing is asked without a network, not even by force', () => always((asked) => assert.ok(asked.every(({ online }) => online))));

  test('nothing is asked behind a check that is down, but by force', () => always((asked) => assert.deepEqual(asked.filter(({ url, apiDown, forced }) => url === probe && apiDown && !forced), []), undefined, outages));

  test('the report is not asked for before Retry-After and max-age are over, but by force', () =>
    always((asked) => {
      let notBefore = 0;
      for (const { at, forced, answer } of asked.filter((one) => one.url === report)) {
        if (!forced) assert.ok(at >= notBefore, `${notBefore - at} ms too soon`);
        const { 'retry-after': after = 0, 'cache-control': caching = '' } = answer.headers ?? {};
        notBefore = at + Math.max(Number(after), Number(/\d+/.exec(caching)?.[0] ?? 0)) * second;
      }
    }));

  test('what is asked for together is one request for the report and one a URL', () =>
    always(
      () => undefined,
      () => async (_, step, asked) => {
        if (step.do === 'force') for (const asksFor of [report, probe]) assert.ok(asked.filter(({ url }) => url === asksFor).length <= 1);
      },
    ));

  test('a check that is off never runs: nothing of it changes until it is switched on, whoever asks for it', () =>
    always(
      () => undefined,
      () => {
        const off = new Map<string, number>();
        return async (ops, step, asked) => {
          if (step.do === 'force' && step.ids.every((id) => off.has(id))) assert.deepEqual(asked, []);
          if (fed.every((id) => off.has(id))) assert.deepEqual(asked.filter(({ url }) => url === report), []);
          for (const id of fed) {
            const { reason, timestamp, status, nextRun } = await ops.check(id);
            if (reason !== 'disabled by hand') off.delete(id);
            else {
              assert.deepEqual([status, nextRun], ['UNKNOWN', null]);
              assert.equal(timestamp, off.get(id) ?? timestamp);
              off.set(id, timestamp);
            }
          }
        };
      },
    ));

  test('blocked checks and those that are off are not counted', () =>
    always(
      () => undefined,
      () => async (ops) => {
        const checks = await ops.health.getAllHealthChecks();
        const { summary } = await ops.health.getSystemStatus();
        assert.equal(summary.total, checks.filter(({ enabled, blockedBy }) => enabled && !blockedBy).length);
        for (const { blockedBy, enabled, status } of checks) if (blockedBy || !enabled) assert.equal(status, 'UNKNOWN');
      },
    ));

  test('a check has one recovery under way at most, and its page one task', () =>
    always(
      () => undefined,
      () => async (ops) => {
        const tasks = await ops.health.tasks('t1');
        for (const { id, recoveries } of await ops.health.getAllHealthChecks()) {
          assert.ok(recoveries.filter(({ outcome }) => outcome === 'running').length <= 1);
          assert.ok(tasks.filter(({ checkId }) => checkId === id).length <= 1);
        }
      },
      recoveries,
    ));
});

test('a clock that was set back leaves nothing HEALTHY that was seen in the future, and everything is looked at again at once', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(minute, 60 * minute, 1_440 * minute, 100_000 * minute), fc.boolean(), async (by, online) => {
      const ops = start();
      await ops.see('t1');
      await ops.pass(minute);
      ops.clock.set(ops.clock.now() - by);
      ops.setOnline(online);
      const views = await ops.health.getAllHealthChecks();
      assert.ok(views.every(({ status }) => status === 'UNKNOWN'));
      await ops.pass(6 * second);
      for (const { id, enabled, stale, blockedBy, timestamp } of await ops.health.getAllHealthChecks())
        if (enabled && !blockedBy) assert.ok(!stale && timestamp <= ops.clock.now() && timestamp > ops.clock.now() - 6 * second, id);
    }),
    { numRuns: 12 },
  ));

test('the services ask as often as the simulated browsers do, at rest and through an outage', async () => {
  const outage = (at: number): boolean => at >= 3 * minute && at < 6 * minute;
  const until = 9 * minute;
  const count = (times: readonly number[]): readonly number[] => [0, 3, 6].map((from) => times.filter((at) => at >= from * minute && at < (from + 3) * minute).length);
  const real: number[] = [];
  for (let browser = 0; browser < 8; browser++) {
    // The harness has one seed: another moment of the interval is another phase.
    const opened = browser * 3_779;
    const clock = createFakeClock(begin + opened);
    const ops = start(undefined, createMemoryStore(), clock);
    ops.answer(() => {
      const at = clock.now() - begin - opened;
      real.push(at);
      return outage(at) ? unreachable : answered(200, up());
    });
    await ops.see('t1');
    await ops.pass(until);
  }
  const simulated: number[] = [];
  const down = { status: 0, outcome: 'network', duration: 3 } as const;
  for (let browser = 0; browser < 400; browser++) {
    const opened = browser * 79;
    const backend: Backend = (at) => (outage(at - opened) ? down : answersUp);
    browse(browser, opened, until + opened, backend, (at) => void simulated.push(at - opened));
  }
  const expected = count(simulated).map((all) => all / 50);
  count(real).forEach((all, index) => assert.ok(Math.abs(all / expected[index]! - 1) < 0.12, `${all} of ${expected[index]}`));
});
