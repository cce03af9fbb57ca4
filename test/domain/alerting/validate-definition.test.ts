import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { findSilence } from '../../../src/domain/alerting/find-silence.ts';
import { validateDefinition } from '../../../src/domain/alerting/validate-definition.ts';

const given = { name: 'Custom Business Metric', category: 'business', severity: 'HIGH', threshold: 50, window: 30 };

test('the ten built-in alerts are themselves valid', () => {
  assert.equal(builtInAlerts.size, 10);
  for (const [id, definition] of builtInAlerts) assert.deepEqual(validateDefinition(id, definition), { ok: true, value: definition });
});

test('what is absent gets a default', () => {
  const result = validateDefinition('custom_metric', { ...given, description: undefined });
  assert.deepEqual(result, {
    ok: true,
    value: { ...given, id: 'custom_metric', description: '', channels: ['IN_APP'], escalationPath: ['on-call'], suppressionWindow: 15, dependsOn: [], builtIn: false, evaluation: 'manual' },
  });
});

test('every fault is named by path, with what was expected and what was got', () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ severity: 'SEVERE' }, /^severity: expected .*CRITICAL\|HIGH\|MEDIUM\|LOW\|INFO.*, got "SEVERE"$/],
    [{ name: '' }, /^name: expected .*, got ""$/],
    [{ name: undefined, category: undefined }, /^name: expected .*, got undefined$/],
    [{ threshold: Number.NaN }, /^threshold: expected .*, got null$/],
    [{ window: '5' }, /^window: expected .*, got "5"$/],
    [{ window: 0 }, /^window: expected .*, got 0$/],
    [{ window: 1_500 }, /^window: expected .*, got 1500$/],
    [{ channels: ['IN_APP', 'FAX'] }, /^channels: expected .*EMAIL.*, got \["IN_APP","FAX"\]$/],
    [{ channels: [] }, /^channels: expected .*, got \[\]$/],
    [{ escalationPath: 'ops' }, /^escalationPath: expected .*, got "ops"$/],
    [{ suppressionWindow: -1 }, /^suppressionWindow: expected .*, got -1$/],
    [{ treshold: 5 }, /^treshold: expected undefined, got 5$/],
    [{ toString: 5 }, /^toString: expected .*, got 5$/],
  ];
  for (const [fault, expected] of wrong) {
    const result = validateDefinition('custom_metric', { ...given, ...fault });
    assert.match(result.ok ? '' : result.error, expected);
  }
  assert.match(JSON.stringify(validateDefinition('', given)), /id: expected /);
  for (const window of [1, 30, 1_440]) assert.ok(validateDefinition('custom_metric', { ...given, window }).ok);
  assert.equal(validateDefinition('custom_metric', null as unknown as object).ok, false);
});

test('a built-in alert can be tuned in threshold, window, severity and channels; a breach cannot be made to suppress', () => {
  const tuned = validateDefinition('high_error_rate', { name: 'Mine', threshold: 0.1, severity: 'CRITICAL' });
  assert.deepEqual(tuned, { ok: true, value: { ...builtInAlerts.get('high_error_rate'), threshold: 0.1, severity: 'CRITICAL' } });
  const breach = validateDefinition('security_breach', { suppressionWindow: 30 });
  assert.ok(breach.ok && breach.value.suppressionWindow === 0);
  assert.equal(validateDefinition('security_breach', { severity: 'SEVERE' }).ok, false);
});

test('nothing that is handed in makes it throw', () => {
  fc.assert(fc.property(fc.anything(), fc.anything(), (id, input) => void validateDefinition(id as string, input as object)));
});

test('a silence matches on everything it names, until it ends', () => {
  const incident = { alertId: 'payment_failures', category: 'business', severity: 'CRITICAL' } as const;
  const silence = (matcher: object, until = 10) => [{ key: 's', id: 's', matcher, until, userId: 'ann', reason: '', createdAt: 0 }];
  assert.ok(findSilence(silence({ alertId: 'payment*' }), incident, 0));
  assert.ok(findSilence(silence({ category: 'business', severity: 'CRITICAL' }), incident, 0));
  assert.equal(findSilence(silence({ category: 'business', severity: 'HIGH' }), incident, 0), undefined);
  assert.equal(findSilence(silence({ alertId: 'payment' }), incident, 0), undefined);
  assert.equal(findSilence(silence({ alertId: '*' }), incident, 10), undefined);
});
