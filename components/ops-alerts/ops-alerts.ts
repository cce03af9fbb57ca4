import { html, nothing, type TemplateResult } from 'lit';
import type { AlertExplanation, Incident, Silence } from '../../src/contract/alert.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { glyphs } from '../shared/icon.ts';
import { ListPanel, type Column, type RowGroup } from '../shared/list-panel.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { shownAlerts, type AlertsView } from './alert-list.ts';
import { alertCells, escalationWords, marks } from './alert-cells.ts';
import { alertValue } from './alert-value.ts';

export interface AlertsData {
  readonly active: readonly Incident[];
  /** Newest first; resolved ones. */
  readonly history: readonly Incident[];
  readonly silences: readonly Silence[];
  /** Of the alert whose detail is open. */
  readonly explanation?: AlertExplanation | undefined;
}

export type AlertAction = 'acknowledge' | 'resolve' | 'silence';

/** The form that is open: what is to be done, to which incidents. */
export interface OpenForm {
  readonly action: AlertAction;
  readonly ids: readonly string[];
}

const columns = (active: boolean, select: boolean): readonly Column[] => [
  ...(select ? [['pick', 'Select'] as const] : []),
  ['severity', 'Severity'],
  ['alert', 'Alert', 'two'],
  ['value', 'Value', 'two'],
  ['started', 'Started'],
  ['owner', active ? 'Who has it' : 'Ended', 'two'],
  ['delivery', 'Delivery', 'x'],
  ['escalation', active ? 'Next escalation' : 'Lasted', 'two x'],
];
const tabs = ['active', 'history', 'silences'] as const;

/**
 * What fires, who has it, who was told and who is next; history and silences. An action is shown at once and taken back when the
 * runtime refuses it.
 *
 * @element ops-alerts
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `Alerts`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @attr {string} push-worker-url - the page's own service worker, which imports `prescripto-ops.push.js`; default: that file by itself
 * @attr {string} [user-id=operator] - who acknowledges, resolves, silences
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<AlertsData>} snapshot - data put in without a worker; no actions then
 * @prop {AlertsView} viewState - serialisable: `{tab, severity, category, sort, group, selected}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-filter-change - `{filter}`
 * @fires ops-select - cancelable, `{id, item}`; `id` is empty when the detail closes
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @fires ops-view-change - `{viewState}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot empty - when nothing fires
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart footer
 * @csspart body
 * @csspart table
 * @csspart row
 * @csspart cell
 * @csspart detail
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-severity-critical - and `-high -medium -low -info`
 * @cssprop --ops-row-height
 * @cssprop --ops-list-height - longest a list grows before it scrolls, 640px
 * @cssprop --ops-font - and `--ops-font-mono`
 * @cssState loading
 * @cssState live
 * @cssState paused
 * @cssState stale
 * @cssState disconnected
 * @cssState empty
 * @cssState error
 */
export class OpsAlerts extends ListPanel<AlertsData, AlertsView, Incident> {
  override readonly topics: readonly Topic[] = ['alerts'];
  override view: AlertsView = { tab: 'active', severity: '', category: '', sort: 'severity', group: 'none', selected: '' };
  /** Ids of the rows that are selected for an action on many. */
  readonly checked = new Set<string>();
  form: OpenForm | null = null;
  /** Alerts become notifications of the system, if that was allowed. */
  watchesPush = false;
  #critical = '';

  override defaultHeading(): string {
    return this.t('Alerts');
  }

  override idOf(incident: Incident): string {
    return incident.id;
  }

  override async load(api: RuntimeApi): Promise<AlertsData> {
    const [active, history, silences] = await Promise.all([api.alerts.getActiveAlerts(), api.alerts.getAlertHistory(200), api.alerts.getSilences()]);
    const open = [...active, ...history].find(({ id }) => id === this.view.selected);
    return { active, history: history.filter((incident) => incident.resolvedAt !== null), silences, explanation: open && (await api.alerts.explain(open.alertId)) };
  }

  override dataChanged(data: AlertsData, previous: AlertsData | undefined): void {
    for (const id of this.checked) if (!data.active.some((incident) => incident.id === id)) this.checked.delete(id);
    super.dataChanged(data, previous);
    // Only where somebody has allowed it before is it worth loading.
    if (!previous && globalThis.Notification?.permission === 'granted') void this.details.load().then((part) => part.watchPush(this));
  }

  protected override arrived(incidents: readonly Incident[]): void {
    const fresh = incidents.filter(({ resolvedAt }) => resolvedAt === null);
    const critical = fresh.find(({ severity }) => severity === 'CRITICAL');
    if (critical) this.#critical = this.t('New critical alert: {name}', { name: critical.name });
    else if (fresh.length) this.announce(this.t('{n} new alert|{n} new alerts', { n: fresh.length }));
  }

  override items(data: AlertsData): readonly Incident[] {
    return [...data.active, ...data.history];
  }

  override isEmpty(data: AlertsData): boolean {
    return data.active.length === 0;
  }

  override shown(): readonly Incident[] {
    const { data } = this.live;
    const { tab } = this.view;
    if (!data || tab === 'silences') return [];
    const shown = shownAlerts(this.changed(data[tab]), this.view);
    return this.#groups(shown)?.flatMap(([, members]) => members) ?? shown;
  }

  #groups(rows: readonly Incident[]): readonly RowGroup<Incident>[] | undefined {
    return this.view.group === 'none' ? undefined : this.details.part?.groupedAlerts(this, rows);
  }

  override renderPanel(data: AlertsData): TemplateResult {
    const { view, t, selectedItem } = this;
    const part = this.checked.size > 0 || view.tab === 'silences' ? this.details.part : undefined;
    return html`<div role="alert" class="sr">${this.#critical}</div>
      ${this.toolbar(
        this.segments(tabs, view.tab, (tab) => html`${this.nameOf(tab)} <span class="mu">${data[tab].length || ''}</span>`, (tab) => this.changeView({ tab, selected: '' })),
        view.tab === 'silences' ? nothing : this.#filters(this.items(data)),
      )}
      ${this.checked.size > 0 ? part?.bulkTemplate(this) : nothing}
      ${this.split(
        view.tab === 'silences' ? [part?.silenceList(this, data.silences), part?.pushSwitch(this)] : this.#list(data, t),
        selectedItem?.name ?? '',
        selectedItem && this.details.part?.alertDetail(this, selectedItem),
      )}`;
  }

  #filters(incidents: readonly Incident[]): unknown {
    const categories = [...new Set(incidents.map((incident) => incident.category))].sort();
    return [
      this.filterButton(),
      html`<span class="gap"></span>`,
      this.severityPicker(),
      this.picker('Category', 'category', [['', 'Any category'], ...categories.map((category) => [category] as const)]),
      this.picker('Sort', 'sort', [['severity', 'Worst first'], ['newest', 'Newest first'], ['count', 'Most often']]),
      this.picker('Group', 'group', [['none', 'No groups'], ['severity', 'By severity'], ['category', 'By category'], ['source', 'By source']]),
    ];
  }

  #list(data: AlertsData, t: this['t']): TemplateResult {
    const { tab } = this.view;
    const rows = this.shown();
    if (rows.length === 0) {
      if (data[tab].length) return this.noMatch({ severity: '', category: '' });
      return tab === 'active'
        ? html`<slot name="empty">${emptyTemplate(t('No active alerts'), t('What fired before is under History.'), glyphs.check)}</slot>`
        : emptyTemplate(t('No alert has ended yet'), t('Resolved alerts are kept here.'));
    }
    const select = tab === 'active' && this.canAct;
    return this.grid(select ? 'alerts select' : 'alerts', columns(tab === 'active', select), rows, this.#groups(rows));
  }

  override rowStyle(incident: Incident): string {
    return incident.status;
  }

  override cells(incident: Incident): Readonly<Record<string, unknown>> {
    return alertCells(this, incident);
  }

  measured(incident: Incident): ReturnType<typeof alertValue> {
    return alertValue(this.language, incident);
  }

  marks(incident: Incident): unknown {
    return marks(this, incident);
  }

  escalation(incident: Incident): unknown {
    return escalationWords(this, incident);
  }

  override open(id: string): void {
    this.form = null;
    super.open(id);
  }

  protected override isSelected(id: string): boolean {
    return super.isSelected(id) || this.checked.has(id);
  }

  override toggleRow(id: string): void {
    if (!this.canAct || this.view.tab !== 'active') return;
    if (!this.checked.delete(id)) this.checked.add(id);
    this.requestUpdate();
  }

  openForm(form: OpenForm | null): void {
    this.form = form;
    this.requestUpdate();
    if (form) void this.#focusForm();
    else this.renderRoot.querySelector<HTMLElement>('.detail')?.focus();
  }

  async #focusForm(): Promise<void> {
    await this.details.load();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.form input')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-alerts': OpsAlerts;
  }
}
