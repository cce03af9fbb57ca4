import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { AlertDefinitionInput } from '../../../src/contract/alert.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { createHarness, ok } from './harness.ts';

const docs = readFileSync(new URL('../../../docs/alerting.md', import.meta.url), 'utf8');

test('every example of a condition in the docs can be registered, and is evaluated', async () => {
  const examples = JSON.parse(/```json\n([^`]*)```/.exec(docs)?.[1] ?? '[]') as readonly AlertDefinitionInput[];
  assert.ok(examples.length >= 9);
  const h = createHarness();
  for (const [index, example] of examples.entries()) {
    const definition = ok(await h.service.registerAlert(`example_${index}`, example));
    assert.equal(definition.evaluation, 'stream');
  }
  await h.pass(60_000);
  for (const index of examples.keys()) {
    const { state, step } = await h.service.explain(`example_${index}`);
    assert.deepEqual([state, step], ['insufficient_data', 'no_data'], examples[index]?.name ?? '');
  }
});

test('the table of the docs is that of the code', () => {
  for (const { id, severity, window, suppressionWindow, escalationPath, dependsOn } of builtInAlerts.values()) {
    const line = docs.split('\n').find((one) => one.startsWith(`| \`${id}\``)) ?? '';
    assert.ok(line.endsWith(`| ${escalationPath.join(', ')} |`), id);
    assert.equal(line.includes('¹'), dependsOn.length > 0, id);
    if (id === 'system_unhealthy') continue;
    assert.ok(line.includes(`| ${severity} | ${window} min | ${suppressionWindow ? `${suppressionWindow} min` : 'never'} |`), id);
  }
});
