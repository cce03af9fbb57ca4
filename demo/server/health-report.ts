import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Notifications } from './notifications/notifications.ts';
import { type Component, components, type ComponentState, degradedDelay, type Faults } from './faults.ts';
import type { Reply } from './reply.ts';

export interface HealthSources {
  readonly database: DatabaseSync;
  readonly faults: Faults;
  /** A folder that files can be stored in. */
  readonly folder: string;
  readonly openSockets: () => number;
  readonly notifications: Notifications;
}

type Probe = (sources: HealthSources) => Promise<string> | string;

const secret = randomBytes(32);

/** What is really tried, component by component: the answer says what it found, the time is the time that took. */
const probes: Readonly<Record<Component, Probe>> = {
  database: ({ database }) => `${Number(database.prepare('select count(*) as n from doctors').get()?.['n'])} doctors`,
  authentication: ({ database }) => {
    createHmac('sha256', secret).update(randomBytes(16)).digest();
    return `${Number(database.prepare('select count(*) as n from sessions').get()?.['n'])} sessions`;
  },
  payment_gateway: ({ database }) => `${Number(database.prepare(`select count(*) as n from payments where status = 'succeeded'`).get()?.['n'])} payments`,
  file_storage: async ({ folder }) => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, `.probe-${randomBytes(6).toString('hex')}`);
    const text = randomBytes(16).toString('hex');
    await writeFile(file, text);
    const read = await readFile(file, 'utf8');
    await rm(file);
    if (read !== text) throw new Error('a stored file reads differently');
    return 'written and read back';
  },
  email_service: ({ notifications }) => sentBy(notifications, 'email'),
  sms_service: ({ notifications }) => sentBy(notifications, 'sms'),
  cdn: () => 'assets are served',
  websocket: ({ openSockets }) => `${openSockets()} connections`,
};

const words: Readonly<Record<ComponentState, 'pass' | 'warn' | 'fail'>> = { up: 'pass', degraded: 'warn', down: 'fail' };

/** What the channel did; fails where nothing gets out, with messages that wait for it. A channel that nobody set up is no fault. */
function sentBy(notifications: Notifications, channel: 'email' | 'sms'): string {
  if (!notifications.configured(channel)) return notifications.reason(channel);
  const { queued, sent, accepted, confirmed, dead, failing } = notifications.outbox.counts(channel);
  const told = `${accepted + confirmed} messages taken, ${queued + sent} waiting, ${dead} given up`;
  if (failing) throw new Error(`${told}: the last attempt failed`);
  return told;
}

async function examine(sources: HealthSources, component: Component) {
  const state = sources.faults.state(component);
  const started = performance.now();
  let status: 'pass' | 'warn' | 'fail' = words[state];
  let output: string;
  try {
    output = state === 'down' ? 'does not answer' : await probes[component](sources);
    if (state === 'degraded') output = `${degradedDelay} ms slower than usual; ${output}`;
  } catch (error) {
    status = 'fail';
    output = error instanceof Error ? error.message : String(error);
  }
  const observedValue = Math.round((performance.now() - started) * 100) / 100;
  return { component, entry: { componentType: 'component', status, output, observedValue, observedUnit: 'ms', time: new Date().toISOString() } };
}

/** `GET /api/health` as draft-inadarei-api-health-check-06 has it; 503 where a component is down. */
export async function reportHealth(sources: HealthSources, release: string): Promise<Reply> {
  const examined = await Promise.all(components.map((component) => examine(sources, component)));
  const statuses = new Set(examined.map(({ entry }) => entry.status));
  const status = statuses.has('fail') ? 'fail' : statuses.has('warn') ? 'warn' : 'pass';
  return {
    status: status === 'fail' ? 503 : 200,
    body: { status, version: '1', releaseId: release, serviceId: 'prescripto-demo', checks: Object.fromEntries(examined.map(({ component, entry }) => [component, [entry]])) },
    headers: { 'content-type': 'application/health+json; charset=utf-8' },
  };
}
