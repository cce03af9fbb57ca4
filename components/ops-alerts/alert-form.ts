import type { TemplateResult } from 'lit';
import { performAction, type AlertAction } from './alert-action.ts';
import type { OpsAlerts } from './ops-alerts.ts';
import { kit } from '../shared/kit.ts';

const { html, nothing } = kit;

const spans = { '1h': 3_600_000, '4h': 14_400_000, '24h': 86_400_000, '7d': 604_800_000 } as const;

const questions = {
  acknowledge: 'What are you doing about it?',
  resolve: 'What fixed it?',
  silence: 'Why should it be quiet?',
} as const;

/** Asks for the reason, and for the end of a silence, where the action was chosen. */
export function alertForm(host: OpsAlerts): TemplateResult | typeof nothing {
  const { form, t } = host;
  if (!form) return nothing;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const span = spans[String(fields.get('until')) as keyof typeof spans] ?? spans['1h'];
    void performAction(host, form, String(fields.get('reason') ?? '').trim(), Date.now() + span);
  };
  const keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    host.openForm(null);
  };
  return html`<form class="form" @submit=${submit} @keydown=${keydown} aria-label=${`${host.nameOf(form.action)}: ${form.ids.length}`}>
    <label><span>${t(questions[form.action])} <span class="mu">${t('optional')}</span></span><input type="text" name="reason" maxlength="500" autocomplete="off" /></label>
    ${form.action === 'silence'
      ? html`<label><span>${t('Until')}</span>
          <select name="until">${(Object.keys(spans) as (keyof typeof spans)[]).map((span) => html`<option value=${span}>${t('for {span}', { span })}</option>`)}</select></label>`
      : nothing}
    <div class="acts">
      <button type="submit" class="b primary">${form.ids.length > 1 ? `${host.nameOf(form.action)}: ${form.ids.length}` : host.nameOf(form.action)}</button>
      <button type="button" class="b" @click=${() => host.openForm(null)}>${t('Cancel')}</button>
    </div>
  </form>`;
}

/** The buttons that open the form. */
export function alertActions(host: OpsAlerts, ids: readonly string[], actions: readonly AlertAction[]): TemplateResult {
  return html`${actions.map(
    (action, index) => html`<button type="button" class="b ${index === 0 ? 'primary' : ''}" aria-expanded=${host.form?.action === action}
      @click=${() => host.openForm({ action, ids })}>
      ${host.nameOf(action)}
    </button>`,
  )}`;
}

/** What can be done to all that are selected. */
export function bulkTemplate(host: OpsAlerts): TemplateResult {
  const ids = [...host.checked];
  const { form, t } = host;
  const clear = (): void => {
    host.checked.clear();
    host.openForm(null);
  };
  return html`<div class="bulk">
    <div class="acts">
      <strong>${t('{n} selected', { n: ids.length })}</strong>${alertActions(host, ids, ['acknowledge', 'resolve', 'silence'])}
      <button type="button" class="b" @click=${clear}>${t('Clear selection')}</button>
    </div>
    ${form && !(form.ids.length === 1 && form.ids[0] === host.view.selected) ? alertForm(host) : nothing}
  </div>`;
}
