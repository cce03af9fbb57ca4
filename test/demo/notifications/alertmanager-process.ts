import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { findAlertmanager } from '../../../scripts/find-alertmanager.mjs';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { httpService } from './services.ts';

export interface ManagedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface WebhookBody {
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly (ManagedAlert & { readonly status: string })[];
}

/** A real Alertmanager with a folder and a receiver of its own. */
export async function alertmanager() {
  const folder = await mkdtemp(join(tmpdir(), 'ops-alertmanager-'));
  const told: WebhookBody[] = [];
  const receiver = await httpService(({ json }) => {
    told.push(json() as unknown as WebhookBody);
    return 200;
  });
  await writeFile(
    join(folder, 'alertmanager.yml'),
    `route:\n  receiver: test\n  group_by: ['...']\n  group_wait: 50ms\n  group_interval: 200ms\n  repeat_interval: 1h\nreceivers:\n  - name: test\n    webhook_configs:\n      - url: ${receiver.url}/\n        send_resolved: true\n`,
  );
  const port = await freePort();
  const child = spawn(findAlertmanager(), [`--config.file=${folder}/alertmanager.yml`, `--storage.path=${folder}/data`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address=', '--log.level=error'], { stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  after(async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => fetch(`${url}/-/ready`).then(({ ok }) => ok, () => false), (ready) => ready, { within: 20_000 });
  const alerts = async (): Promise<readonly ManagedAlert[]> => (await fetch(`${url}/api/v2/alerts`)).json() as Promise<ManagedAlert[]>;
  return { url, told, alerts };
}
