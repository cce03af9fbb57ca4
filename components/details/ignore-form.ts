import { html, type TemplateResult } from 'lit';
import type { ErrorGroup, IgnoreLimit } from '../../src/contract/error-record.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';
import { perform } from './perform.ts';

const hour = 3_600_000;
const spans: Readonly<Record<string, number>> = { '1h': hour, '24h': 24 * hour, '7d': 168 * hour };
const counts = [10, 100, 1000];

/** Asks for how long a group is to be ignored, and why. */
export function ignoreForm(host: OpsErrors, group: ErrorGroup): TemplateResult {
  const { t, userId } = host;
  const close = (): void => {
    host.ignoring = false;
    host.requestUpdate();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const [kind, value = ''] = String(fields.get('limit')).split(' ');
    const now = Date.now();
    const reason = String(fields.get('reason')).trim();
    const limit: IgnoreLimit = { userId, reason, ...(kind === 'span' ? { until: now + spans[value]! } : kind === 'count' ? { count: Number(value) } : {}) };
    close();
    void perform(
      host, [group], (shown) => ({ ...shown, status: 'ignored' as const, statusBy: { userId, at: now, reason } }), ({ errors }) => errors.ignoreGroup(group.signature, limit),
      t('{title}: {status}', { title: group.title, status: host.nameOf('ignored') }),
    );
  };
  const keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  return html`<form class="form" @submit=${submit} @keydown=${keydown} aria-label=${t('Ignore')}>
    <label><span>${t('Until')}</span><select name="limit"><option value="reopened">${t('it is reopened')}</option>${Object.keys(spans).map((span) => html`<option value="span ${span}">${t('for {span}', { span })}</option>`)}${counts.map((n) => html`<option
      value="count ${n}">${t('for {n} more events', { n })}</option>`)}</select></label>
    <label><span>${t('Why does it not matter?')} <span class="mu">${t('optional')}</span></span><input type="text" name="reason" maxlength="500" autocomplete="off" /></label>
    <div class="acts"><button type="submit" class="b primary">${t('Ignore')}</button><button type="button" class="b" @click=${close}>${t('Cancel')}</button></div>
  </form>`;
}
