import { html, nothing, type TemplateResult } from 'lit';
import type { MaintenanceWindow, Silence } from '../../src/contract/alert.ts';
import type { Result } from '../../src/contract/runtime-api.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { cachedFormat } from '../shared/cached-format.ts';
import { emptyTemplate } from '../shared/panel-template.ts';

const days: readonly MaintenanceWindow['days'][number][] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** 5 January 1970 was a Monday. */
const dayName = (language: string, day: MaintenanceWindow['days'][number]): string =>
  cachedFormat(Intl.DateTimeFormat, language, { weekday: 'short', timeZone: 'UTC' }).format((4 + days.indexOf(day)) * 86_400_000);

/** What is quiet, until when, by whom and why; each can be ended, and hours that come back be added. */
export function silenceList(host: OpsAlerts, silences: readonly Silence[]): unknown {
  const { t } = host;
  return html`${host.canAct ? maintenanceForm(host) : nothing}${silences.length
    ? html`<ul class="plain silences">${silences.map((silence) => silenceItem(host, silence))}</ul>`
    : emptyTemplate(t('No silences'), t('A silence keeps an alert from notifying until a moment that you choose. Open an alert to make one.'))}`;
}

function silenceItem(host: OpsAlerts, { id, matcher, maintenance, until, userId, reason }: Silence): TemplateResult {
  const { t, language } = host;
  const { alertId, category, severity } = matcher;
  const what = [alertId === '*' ? '' : alertId, category && host.nameOf(category), severity && host.nameOf(severity)].filter(Boolean).join(' · ') || t('every alert');
  const hours = maintenance && `${maintenance.days.map((day) => dayName(language, day)).join(' ')} ${maintenance.from} – ${maintenance.to} ${maintenance.timeZone}`;
  return html`<li><span><strong>${what}</strong>${hours ? html` <span class="chip">${t('Maintenance')}</span><br />${hours}` : nothing}<br />${t('Until')} ${host.moment(until)} <span class="mu">${host.time(until)}</span><br /><span
      class="mu">${[userId, reason].filter(Boolean).join(' · ')}</span></span>${host.canAct
    ? html`<button type="button" class="b" @click=${() => order(host, (alerts) => alerts.endSilence(id, host.userId))}>${t('End')}</button>`
    : nothing}</li>`;
}

/** Orders it and says what came of it; the list shows what the runtime then has. */
async function order(host: OpsAlerts, call: (alerts: NonNullable<OpsAlerts['live']['client']>['api']['alerts']) => Promise<Result<unknown>>): Promise<boolean> {
  const { client } = host.live;
  if (!client) return false;
  try {
    const result = await call(client.api.alerts);
    if (!result.ok) host.fail(result.error);
    await host.refresh();
    return result.ok;
  } catch (error) {
    host.fail(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function maintenanceForm(host: OpsAlerts): TemplateResult {
  const { t, language } = host;
  const { data } = host.live;
  const ids = [...new Set([...(data?.active ?? []), ...(data?.history ?? [])].map(({ alertId }) => alertId))].sort();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const window = { days: fields.getAll('day') as unknown as MaintenanceWindow['days'], from: String(fields.get('from')), to: String(fields.get('to')), timeZone };
    if (!(await order(host, (alerts) => alerts.addMaintenance({ alertId: String(fields.get('alert')) }, window, host.userId, String(fields.get('reason')).trim())))) return;
    form.reset();
    form.closest('details')!.open = false;
  };
  return html`<details class="bulk"><summary>${t('New maintenance window')}</summary>
    <form class="form" @submit=${submit} aria-label=${t('New maintenance window')}>
      <label><span>${t('Alert')}</span><select name="alert"><option value="*">${t('every alert')}</option>${ids.map((id) => html`<option>${id}</option>`)}</select></label>
      <fieldset class="days"><legend>${t('Days on which it begins')}</legend>${days.map((day) => html`<label><input type="checkbox" name="day" value=${day} />${dayName(language, day)}</label>`)}</fieldset>
      <div class="hours"><label><span>${t('From')}</span><input type="time" name="from" value="22:00" required /></label><label><span>${t('Until')}</span><input type="time" name="to" value="02:00" required /></label><span class="mu">${timeZone}</span></div>
      <label><span>${t('Why should it be quiet?')} <span class="mu">${t('optional')}</span></span><input type="text" name="reason" maxlength="500" autocomplete="off" /></label>
      <div class="acts"><button type="submit" class="b primary">${t('Add')}</button></div>
    </form></details>`;
}
