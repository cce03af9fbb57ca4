import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startDemo } from '../../../demo/server/server.ts';
import { eventually } from '../../support/eventually.ts';
import { httpService, notification } from './services.ts';

const folder = await mkdtemp(join(tmpdir(), 'ops-outbox-'));
after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

let status = 503;
const chat = await httpService(() => status);

/** A server over the same file, at a time of its own. */
async function open(clock = { now: Date.now() }, random = () => 0) {
  const demo = await startDemo({ port: 0, dataFile: join(folder, 'clinic.sqlite'), env: { OPS_SLACK_WEBHOOK_URL: chat.url }, now: () => clock.now, random });
  const post = (body: unknown) => fetch(new URL('/api/notifications/slack', demo.url), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const receipt = async (id: string) => ((await (await fetch(new URL(`/api/notifications/receipts?ids=${id}`, demo.url))).json()) as { receipts: { state: string; attempts: number; detail: string }[] }).receipts[0];
  return { demo, clock, post, receipt };
}

test('what was accepted while the provider was down is sent by the next process, once', async () => {
  const first = await open({ now: Date.now() }, () => 1);
  await first.post(notification('r:0'));
  await eventually(() => first.receipt('r:0'), (found) => found?.detail === 'HTTP 503');
  await first.demo.close();
  status = 200;
  const before = chat.calls.length;
  const second = await open({ now: Date.now() + 60_000 });
  await eventually(() => second.receipt('r:0'), (found) => found?.state === 'accepted');
  assert.deepEqual(((await (await second.post(notification('r:0'))).json()) as { repeats: string[] }).repeats, ['r:0']);
  await second.demo.close();
  assert.equal(chat.calls.length - before, 1);
});

test('a request that was under way when the process ended is made again', async () => {
  // Takes connections and says nothing.
  const silent = createServer();
  await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done));
  const slow = await httpService(() => 200);
  const server = await startDemo({ port: 0, dataFile: join(folder, 'other.sqlite'), env: { OPS_SLACK_WEBHOOK_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` } });
  await fetch(new URL('/api/notifications/slack', server.url), { method: 'POST', body: JSON.stringify(notification('r:1')), headers: { 'content-type': 'application/json' } });
  const stateOf = async () => ((await (await fetch(new URL('/api/notifications/receipts?ids=r:1', server.url))).json()) as { receipts: { state: string }[] }).receipts[0]?.state;
  await eventually(stateOf, (state) => state === 'sent');
  await server.close();
  silent.close();
  const again = await startDemo({ port: 0, dataFile: join(folder, 'other.sqlite'), env: { OPS_SLACK_WEBHOOK_URL: slow.url }, now: () => Date.now() + 3_600_000 });
  const [made] = await slow.called(1);
  assert.equal(made?.json()['text'], '[HIGH] High error rate');
  await again.close();
});

test('what is refused again and again is dead after sixteen attempts, and says why', async () => {
  status = 500;
  const { demo, post, receipt } = await open();
  await post(notification('r:2', { alertId: 'dead' }));
  const dead = await eventually(() => receipt('r:2'), (found) => found?.state === 'dead');
  assert.deepEqual([dead?.attempts, dead?.detail], [16, 'HTTP 500; given up after 16 attempts']);
  await demo.close();
});

test('nobody is woken for what is a day old', async () => {
  status = 500;
  const { demo, post, receipt } = await open();
  await post(notification('r:3', { alertId: 'old', at: Date.now() - 90_000_000 }));
  assert.equal((await eventually(() => receipt('r:3'), (found) => found?.state === 'dead'))?.detail, 'HTTP 500; given up after a day');
  await demo.close();
});
