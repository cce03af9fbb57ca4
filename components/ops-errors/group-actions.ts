import type { ErrorGroup, ErrorRecord, GroupStatus } from '../../src/contract/error-record.ts';
import { errorMarkdown } from './error-markdown.ts';
import type { OpsErrors } from './ops-errors.ts';

/** Shown at once, taken back when the runtime refuses. */
export async function setGroupStatus(host: OpsErrors, group: ErrorGroup, status: GroupStatus): Promise<void> {
  const { live, userId } = host;
  const { client } = live;
  if (!client) return;
  const { signature } = group;
  const statusBy = { userId, at: Date.now(), reason: '' };
  const result = await host.changes.run(signature, (shown) => ({ ...shown, status, statusBy }), () => client.api.errors.setGroupStatus(signature, status, userId, ''));
  if (!result.ok) host.fail(result.error);
  else {
    live.amend((data) => ({ ...data, groups: data.groups.map((each) => (each.signature === signature ? result.value : each)) }));
    host.announce(host.t('{title}: {status}', { title: group.title, status: host.nameOf(status) }));
  }
  await host.refresh();
}

export async function copyGroup(host: OpsErrors, format: 'markdown' | 'json', group: ErrorGroup, event: ErrorRecord | undefined): Promise<void> {
  const text = format === 'markdown' ? errorMarkdown(group, event) : JSON.stringify({ ...group, events: event ? [event] : [] }, null, 2);
  try {
    await navigator.clipboard.writeText(text);
    host.announce(host.t('Copied'));
  } catch (error) {
    host.fail(error instanceof Error ? error.message : String(error));
  }
}
