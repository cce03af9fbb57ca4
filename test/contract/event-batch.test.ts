import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packEvents, unpackDetails } from '../../src/contract/event-batch.ts';
import type { OpsEvent } from '../../src/contract/notices.ts';

const step = (n: number) => ({ at: n, category: 'ui', message: `click button#${n} ${'…'.repeat(40)}`, level: 'INFO' });
const steps = Array.from({ length: 150 }, (_, n) => step(n));
const captured = (n: number) => ({ name: 'error.captured', detail: { id: `error_${n}`, message: 'boom', breadcrumbs: steps.slice(n, n + 100) } }) as unknown as OpsEvent;

test('details come out as they went in, those with steps and those without', () => {
  const events = [captured(0), { name: 'performance.alert', detail: { alertType: 'slow_api' } } as OpsEvent, captured(7), captured(50)];
  const { names, text } = packEvents(events);
  assert.deepEqual(names, events.map(({ name }) => name));
  assert.deepEqual(unpackDetails(text), events.map(({ detail }) => detail));
});

test('a step that many errors share travels once', () => {
  const { text } = packEvents(Array.from({ length: 50 }, (_, n) => captured(n)));
  for (const n of [0, 75, 148]) assert.equal(text.split(`button#${n} `).length, 2);
});
