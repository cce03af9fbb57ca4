import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMemoryStore } from '../../../src/runtime/memory-store.ts';
import type { TransportResponse } from '../../../src/services/ports/transport.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { answered, start, unreachable, up } from './harness.ts';

const second = 1_000;
const answers: Readonly<Record<string, Partial<TransportResponse>>> = {
  well: answered(200, up()),
  paymentDown: answered(503, up({ payment: 'fail' })),
  emailSlow: answered(200, up({ email: 'warn' })),
  unreachable,
  busy: answered(429, 'slow down', { 'retry-after': '40' }),
};

type Step = { readonly do: 'pass' | 'sleep' | 'clock'; readonly seconds: number } | { readonly do: 'answer'; readonly word: string } | { readonly do: 'finish'; readonly well: boolean } | { readonly do: 'online' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(2, 6, 15, 40) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), word: fc.constantFrom(...Object.keys(answers)) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('finish' as const), well: fc.boolean() }) },
    // The machine sleeps, and its clock is set: to the second before, by an hour, by a day, forth and back.
    { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), seconds: fc.constantFrom(20, 600, 40_000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), seconds: fc.constantFrom(-1, -3_600, -86_400, 3_600, 86_400) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('online' as const) }) },
  ),
  { minLength: 4, maxLength: 14 },
);

/** Plays a story, and tells what was known after each step and when the backend was asked. `killed`: after which steps the runtime ends without a word. */
async function play(story: readonly Step[], killed: (step: number) => boolean) {
  const asked: number[] = [];
  let [answer, online] = [answers['well']!, true];
  let ops = start(undefined, createMemoryStore(), createFakeClock(), () => 0.5);
  const prepare = async (): Promise<void> => {
    const { clock } = ops;
    ops.setOnline(online);
    ops.answer(() => (asked.push(clock.now()), answer));
    await ops.see('t1');
  };
  await prepare();
  await ops.health.registerRecovery('payment_gateway', 'reload-script', 't1');
  await ops.pass(5 * second);
  const known: unknown[] = [];
  for (const [index, step] of story.entries()) {
    if (step.do === 'pass') await ops.pass(step.seconds * second);
    if (step.do === 'sleep' || step.do === 'clock') ops.clock.set(ops.clock.now() + step.seconds * second);
    if (step.do === 'answer') answer = answers[step.word]!;
    if (step.do === 'online') online = !online;
    if (step.do === 'finish') for (const { id: taskId } of await ops.health.tasks('t1')) await ops.health.completeTask({ taskId, status: step.well ? 'HEALTHY' : 'UNHEALTHY', message: '', duration: 1, metadata: {} });
    if (killed(index)) ops = ops.restart();
    await prepare();
    const checks = await ops.health.getAllHealthChecks();
    known.push([await ops.health.getSystemStatus(), checks.map(({ metadata: _metadata, message: _message, recent, ...check }) => ({ ...check, recent: recent.map(({ at, status }) => [at, status]) }))]);
  }
  return { known, asked, timeline: await ops.health.getTimeline('payment_gateway') };
}

test('a runtime that is killed between any two steps changes nothing: what it knew, when it asks, what it recovered', () =>
  fc.assert(
    fc.asyncProperty(steps, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), async (story, killed) => {
      const whole = await play(story, () => false);
      assert.deepEqual(await play(story, (step) => killed[step]!), whole);
      assert.deepEqual(await play(story, () => true), whole);
    }),
    { numRuns: 15 },
  ));
