import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createHarness, hour, minute, type Harness } from './harness.ts';

/** What happens in a browser, and to its clock. */
type Step =
  | { readonly do: 'calls'; readonly bad: number; readonly good: number }
  | { readonly do: 'errors' | 'security' | 'syncFails' | 'syncs'; readonly count: number }
  | { readonly do: 'trigger' | 'acknowledge' | 'resolve'; readonly alertId: string }
  | { readonly do: 'silence' | 'maintenance' | 'outage'; readonly minutes: number }
  | { readonly do: 'watch' | 'sleep' | 'setBack'; readonly minutes: number };

const alertIds = fc.constantFrom('critical_error', 'high_error_rate', 'data_sync_failure', 'own');
const minutes = fc.constantFrom(1, 4, 9, 31);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('watch' as const), minutes }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('calls' as const), bad: fc.constantFrom(0, 0, 10), good: fc.constantFrom(5, 30) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('errors' as const, 'security' as const, 'syncFails' as const, 'syncs' as const), count: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('trigger' as const, 'acknowledge' as const, 'resolve' as const), alertId: alertIds }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('silence' as const, 'maintenance' as const, 'outage' as const), minutes }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('sleep' as const, 'setBack' as const), minutes: fc.constantFrom(1, 10, 600, 12_000) }) },
  ),
  { minLength: 1, maxLength: 12 },
);

/** How each act is done: in one life, in many, or in a life that ends before it is durable and then again in the next. */
type Manner = (h: Harness, act: () => Promise<unknown>) => Promise<unknown>;

const straight: Manner = (_h, act) => act();
const restarting: Manner = (h, act) => {
  h.restart();
  return act();
};
const killed: Manner = async (h, act) => {
  await h.dieIn(act);
  return act();
};

async function play(all: readonly Step[], manner: Manner, backendTakes: boolean) {
  const h = createHarness({ endpoint: 'https://api.example.com', alerts: { fleet: true } }, backendTakes);
  const act = (run: () => Promise<unknown>) => manner(h, run);
  await act(() => h.service.registerAlert('own', { name: 'Own', category: 'system', severity: 'HIGH', threshold: 2, window: 5, condition: { metric: 'errors', aggregate: 'count', for: 2 } }));
  const seen = (what: Parameters<Harness['observe']>[0]) =>
    act(async () => {
      const at = h.events.length;
      await h.observe(what).catch((error: unknown) => {
        h.events.length = at;
        throw error;
      });
    });
  const clockBegun = h.clock.now();
  let number = 0;
  for (const step of all) {
    number += 1;
    switch (step.do) {
      case 'calls':
        await seen({ calls: [...h.calls('server_error', step.bad), ...h.calls('ok', step.good)] });
        break;
      case 'errors':
        await seen({ errors: Array.from({ length: step.count }, (_, index) => h.error(`e${number}-${index}`)) });
        break;
      case 'security':
      case 'syncFails':
      case 'syncs':
        await seen({ logs: step.do === 'security' ? h.logs('security', 'tampered', step.count) : h.logs('business', step.do === 'syncs' ? 'sync_completed' : 'sync_failed', step.count) });
        break;
      case 'trigger':
        await act(() => h.service.triggerAlert(step.alertId, { value: number }));
        break;
      case 'acknowledge':
      case 'resolve': {
        const found = (await h.service.getActiveAlerts()).find(({ alertId }) => alertId === step.alertId);
        if (found) await act(() => (step.do === 'resolve' ? h.service.resolveAlert(found.id, 'ann', '') : h.service.acknowledgeAlert(found.id, 'ann', '')));
        break;
      }
      case 'silence':
        await act(() => h.service.silence({ severity: 'HIGH' }, h.clock.now() + step.minutes * minute, 'ann', ''));
        break;
      case 'maintenance': {
        const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
        const window = { days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const, from: time(h.clock.now()), to: time(h.clock.now() + step.minutes * minute), timeZone: 'UTC' };
        await act(() => h.service.addMaintenance({ alertId: 'critical*' }, window, 'ann', '', h.clock.now() + hour));
        break;
      }
      case 'outage':
        await h.store.write(async (tx) => tx.put('checks', { key: 'api_connectivity', status: 'CRITICAL', staleAt: h.clock.now() + step.minutes * minute } as never));
        break;
      case 'watch':
        for (const end = h.clock.now() + step.minutes * minute; h.clock.now() < end; ) {
          h.clock.set(Math.min(end, h.clock.now() + 15_000));
          await act(() => h.service.tick());
        }
        break;
      case 'sleep':
        h.clock.set(h.clock.now() + step.minutes * minute);
        break;
      case 'setBack':
        h.clock.set(Math.max(clockBegun - 24 * hour, h.clock.now() - step.minutes * minute));
    }
  }
  return { history: await h.service.getAlertHistory(Infinity), sent: h.sent, withdrawn: h.withdrawn, events: h.events, own: await h.service.explain('own'), silences: await h.service.getSilences() };
}

const agrees = (manner: Manner): Promise<void> =>
  fc.assert(fc.asyncProperty(steps, fc.boolean(), async (all, backendTakes) => assert.deepEqual(await play(all, manner, backendTakes), await play(all, straight, backendTakes))), { numRuns: 60 }) as Promise<void>;

describe('timers survive whatever happens to the clock and to the runtime: people hear the same, once, at the same time', () => {
  test('where a runtime starts anew between any two steps', () => agrees(restarting));

  test('where each runtime is killed in the middle of each step, and the next one does it again', () => agrees(killed));

  test('where they take turns, as several runtimes over one database do', () => {
    let turn = 0;
    return agrees((h, act) => ((turn += 1) % 3 ? act() : turn % 2 ? killed(h, act) : restarting(h, act)));
  });
});
