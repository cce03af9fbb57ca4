import { html, nothing, type TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import type { AlertsApi, Result } from '../../src/contract/runtime-api.ts';
import type { AlertAction, OpenForm, OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { buttonsTemplate, type DetailButton } from './detail-template.ts';
import { perform } from './perform.ts';

const hour = 3_600_000;
const spans: Readonly<Record<string, number>> = { '1h': hour, '4h': 4 * hour, '24h': 24 * hour, '7d': 168 * hour };

interface Given {
  readonly userId: string;
  readonly reason: string;
  readonly now: number;
  /** epoch ms */
  readonly until: number;
}

/** What each action asks, how an incident looks once the runtime agrees, and the call that orders it. */
const actions = {
  acknowledge: {
    question: 'What are you doing about it?',
    expected: ({ userId, reason, now }) => ({ status: 'acknowledged', acknowledgement: { userId, reason, at: now, expiresAt: null } }),
    call: (alerts, { id }, { userId, reason }) => alerts.acknowledgeAlert(id, userId, reason),
  },
  resolve: {
    question: 'What fixed it?',
    expected: ({ userId, reason, now }) => ({ state: 'resolved', status: 'resolved', resolvedAt: now, resolution: { userId, text: reason, automatic: false } }),
    call: (alerts, { id }, { userId, reason }) => alerts.resolveAlert(id, userId, reason),
  },
  silence: {
    question: 'Why should it be quiet?',
    expected: ({ userId }) => ({ silencedBy: userId }),
    call: (alerts, { alertId }, { userId, reason, until }) => alerts.silence({ alertId }, until, userId, reason),
  },
} as const satisfies Record<AlertAction, {
  readonly question: string;
  readonly expected: (given: Given) => Partial<Incident>;
  readonly call: (alerts: AlertsApi, incident: Incident, given: Given) => Promise<Result<unknown>>;
}>;

/** Epoch ms: a span from now on, or the moment that was chosen; one that is past or none is an hour. */
function silentUntil(fields: FormData, now: number): number {
  const span = spans[String(fields.get('until'))];
  const moment = new Date(String(fields.get('moment') ?? '')).getTime();
  return span ? now + span : moment > now ? moment : now + hour;
}

/** As a `datetime-local` field takes it, in the clock of this browser. */
function localMoment(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function submit(host: OpsAlerts, { action, ids }: OpenForm, event: SubmitEvent): void {
  event.preventDefault();
  const fields = new FormData(event.currentTarget as HTMLFormElement);
  const now = Date.now();
  const given: Given = { userId: host.userId, reason: String(fields.get('reason')).trim(), now, until: silentUntil(fields, now) };
  const { expected, call } = actions[action];
  const incidents = (host.live.data?.active ?? []).filter((incident) => ids.includes(incident.id));
  host.openForm(null);
  host.checked.clear();
  void perform(host, incidents, (incident) => ({ ...incident, ...expected(given) }), ({ alerts }, incident) => call(alerts, incident, given));
}

function chooseUntil(event: Event): void {
  const choice = event.target as HTMLSelectElement;
  const moment = choice.form?.querySelector<HTMLElement>('.moment');
  if (moment) moment.hidden = choice.value !== 'moment';
}

/** Asks for the reason, and for the end of a silence, where the action was chosen. */
export function alertForm(host: OpsAlerts): TemplateResult | typeof nothing {
  const { form, t } = host;
  if (!form) return nothing;
  const keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    host.openForm(null);
  };
  const name = host.nameOf(form.action) + (form.ids[1] ? `: ${form.ids.length}` : '');
  return html`<form class="form" @submit=${(event: SubmitEvent) => submit(host, form, event)} @keydown=${keydown} aria-label=${name}>
    <label><span>${t(actions[form.action].question)} <span class="mu">${t('optional')}</span></span><input type="text" name="reason" maxlength="500" autocomplete="off" /></label>
    ${form.action === 'silence'
      ? html`<label><span>${t('Until')}</span><select name="until" @change=${chooseUntil}>${[...Object.keys(spans), 'moment'].map((span, index) => html`<option value=${span} ?selected=${index === 0}>${span === 'moment' ? t('a moment of my choice') : t('for {span}', { span })}</option>`)}</select></label>
          <label class="moment" hidden><span>${t('That moment')}</span><input type="datetime-local" name="moment" .value=${localMoment(Date.now() + hour)} min=${localMoment(Date.now())} /></label>`
      : nothing}
    <div class="acts"><button type="submit" class="b primary">${name}</button><button type="button" class="b" @click=${() => host.openForm(null)}>${t('Cancel')}</button></div>
  </form>`;
}

/** A button an action; each opens its form. */
export function formButtons(host: OpsAlerts, ids: readonly string[], active = true): readonly DetailButton[] {
  return (Object.keys(actions) as AlertAction[])
    .filter((action) => active || action !== 'acknowledge')
    .map((action) => ({ text: host.nameOf(action), expanded: host.form?.action === action, click: () => host.openForm({ action, ids }) }));
}

/** What can be done to all that are selected. */
export function bulkTemplate(host: OpsAlerts): TemplateResult {
  const ids = [...host.checked];
  const { form, t } = host;
  const all = host.shown();
  const selectAll = (): void => {
    for (const { id } of all) host.checked.add(id);
    host.openForm(form && { ...form, ids: [...host.checked] });
  };
  const clear = (): void => {
    host.checked.clear();
    host.openForm(null);
  };
  return html`<div class="bulk">
    <div class="acts"><strong>${t('{n} selected', { n: ids.length })}</strong>${buttonsTemplate([...formButtons(host, ids), ...(ids.length < all.length ? [{ text: t('Select all {n}', { n: all.length }), click: selectAll }] : []), { text: t('Clear selection'), click: clear }])}</div>
    ${form && (form.ids[1] || form.ids[0] !== host.view.selected) ? alertForm(host) : nothing}
  </div>`;
}
