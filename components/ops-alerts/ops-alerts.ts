import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { Incident, Silence } from '../../src/contract/alert.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { severities } from '../../src/contract/severity.ts';
import type { Phrase } from '../shared/dictionary.ts';
import type { ExportRow } from '../shared/export-text.ts';
import { glyphs } from '../shared/icon.ts';
import { ListNavigation } from '../shared/list-navigation.ts';
import { OnDemand } from '../shared/on-demand.ts';
import { OpsElement } from '../shared/ops-element.ts';
import { OptimisticChanges } from '../shared/optimistic-changes.ts';
import { emptyTemplate, iconButton } from '../shared/panel-template.ts';
import { panelStyles } from '../shared/panel.styles.ts';
import { RowWindowController } from '../shared/row-window-controller.ts';
import { tokens } from '../shared/tokens.ts';
import type { OpenForm } from './alert-action.ts';
import { groupedAlerts, shownAlerts, type AlertsView } from './alert-list.ts';
import { alertValue } from './alert-value.ts';
import { escalationWords } from './escalation-words.ts';
import { alertRow } from './alert-row.ts';
import { alertsStyles } from './ops-alerts.styles.ts';

export interface AlertsData {
  readonly active: readonly Incident[];
  /** Newest first; resolved ones. */
  readonly history: readonly Incident[];
  readonly silences: readonly Silence[];
}

const columnNames = {
  severity: 'Severity', alert: 'Alert', value: 'Value', started: 'Started', owner: 'Who has it', ended: 'Ended', delivery: 'Delivery', escalation: 'Next escalation', lasted: 'Lasted',
} as const satisfies Readonly<Record<string, Phrase>>;

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
export class OpsAlerts extends OpsElement<AlertsData, AlertsView> {
  static override styles: CSSResultGroup = [tokens, panelStyles, alertsStyles];

  override readonly topics: readonly Topic[] = ['alerts'];
  override view: AlertsView = { tab: 'active', severity: '', category: '', sort: 'severity', group: 'none', selected: '' };

  readonly changes = new OptimisticChanges<Incident>(() => this.requestUpdate());
  readonly checked = new Set<string>();
  form: OpenForm | null = null;
  #allFilters = false;
  #critical = '';
  readonly #window = new RowWindowController(this);
  readonly #detail = new OnDemand(this, () => import('./alert-detail.ts'));
  readonly #list = new ListNavigation(this, {
    keys: () => this.#ordered().map((incident) => incident.id),
    open: (key) => this.open(key),
    close: () => this.select('', null),
    reveal: (index) => this.#window.reveal(index),
    toggle: (key) => this.check(key),
  });

  override defaultHeading(): string {
    return this.t('Alerts');
  }

  get canAct(): boolean {
    return this.live.client !== undefined && !this.snapshot;
  }

  override async load(api: RuntimeApi): Promise<AlertsData> {
    const [active, history, silences] = await Promise.all([api.alerts.getActiveAlerts(), api.alerts.getAlertHistory(200), api.alerts.getSilences()]);
    return { active, history: history.filter((incident) => incident.state === 'resolved'), silences };
  }

  override dataChanged(data: AlertsData, previous: AlertsData | undefined): void {
    const now = new Set(data.active.map((incident) => incident.id));
    for (const id of this.checked) if (!now.has(id)) this.checked.delete(id);
    if (!previous) return;
    const before = new Set(previous.active.map((incident) => incident.id));
    const fresh = data.active.filter((incident) => !before.has(incident.id));
    const critical = fresh.find((incident) => incident.severity === 'CRITICAL');
    if (critical) this.#critical = this.t('New critical alert: {name}', { name: critical.name });
    else if (fresh.length > 0) this.announce(this.t('{n} new alert|{n} new alerts', { n: fresh.length }));
  }

  override isEmpty(data: AlertsData): boolean {
    return data.active.length === 0;
  }

  override exportRows(data: AlertsData): readonly ExportRow[] {
    return [...data.active, ...data.history].map((incident) => ({
      id: incident.id, alertId: incident.alertId, name: incident.name, category: incident.category, severity: incident.severity, status: incident.status,
      value: incident.value, threshold: incident.threshold, sampleSize: incident.sampleSize, count: incident.count, startedAt: incident.startedAt,
      resolvedAt: incident.resolvedAt, acknowledgedBy: incident.acknowledgement?.userId ?? null, resolvedBy: incident.resolution?.userId ?? null,
    }));
  }

  protected override focusRow(id: string): void {
    this.#list.focus(id);
  }

  override renderPanel(data: AlertsData): TemplateResult {
    const { view, t } = this;
    const found = [...data.active, ...data.history].find((incident) => incident.id === view.selected);
    const selected = found && view.tab !== 'silences' ? this.changes.apply(found.id, found) : undefined;
    return html`<div role="alert" class="sr">${this.#critical}</div>
      <div class="toolbar ${this.#allFilters ? 'all' : ''}" part="toolbar">
        <div class="seg" role="group" aria-label=${t('Status')}>
          ${(['active', 'history', 'silences'] as const).map(
            (tab) => html`<button type="button" aria-pressed=${view.tab === tab} @click=${() => this.changeView({ tab, selected: '' })}>${this.nameOf(tab)} <span class="mu">${data[tab].length || ''}</span></button>`,
          )}
        </div>
        ${view.tab === 'silences' ? nothing : this.#filters(data)}
      </div>
      ${this.checked.size > 0 && view.tab === 'active' ? this.#detail.part?.bulkTemplate(this) : nothing}
      <div class="split ${selected ? 'open' : ''}">
        <div>${view.tab === 'silences' ? (this.#detail.part?.silenceList(this, data.silences) ?? nothing) : this.#table(data)}</div>
        ${selected ? this.detail(selected.name, this.#detail.part?.alertDetail(this, selected)) : nothing}
      </div>`;
  }

  #filters(data: AlertsData): TemplateResult {
    const { view, t } = this;
    const categories = [...new Set(data[view.tab === 'history' ? 'history' : 'active'].map((incident) => incident.category))].sort();
    const sorts = [['severity', t('Worst first')], ['newest', t('Newest first')], ['count', t('Most often')]] as const;
    const groups = [['none', t('No groups')], ['severity', t('By severity')], ['category', t('By category')], ['source', t('By source')]] as const;
    return html`${iconButton(glyphs.filter, t('Filters'), () => ((this.#allFilters = !this.#allFilters), this.requestUpdate()), 'narrow')}
      <span class="gap"></span>
      ${this.picker(t('Severity'), view.severity, [['', t('Any severity')], ...severities.map((severity) => [severity, this.nameOf(severity)] as const)], (severity) => this.changeView({ severity }))}
      ${this.picker(t('Category'), view.category, [['', t('Any category')], ...categories.map((category) => [category, this.nameOf(category)] as const)], (category) => this.changeView({ category }))}
      ${this.picker(t('Sort'), view.sort, sorts, (sort) => this.changeView({ sort: sort as AlertsView['sort'] }))}
      ${this.picker(t('Group'), view.group, groups, (group) => this.changeView({ group: group as AlertsView['group'] }))}`;
  }

  #table(data: AlertsData): TemplateResult {
    const { view, t } = this;
    const rows = this.#ordered();
    if (rows.length === 0) {
      const none = view.tab === 'active' ? data.active.length === 0 : data.history.length === 0;
      if (!none) return emptyTemplate(t('Nothing matches'), t('No group fits the search and the filters.'));
      return view.tab === 'active'
        ? html`<slot name="empty">${emptyTemplate(t('No active alerts'), t('Nothing fires. What fired before is under History.'), glyphs.check)}</slot>`
        : emptyTemplate(t('No alert has ended yet'), t('Alerts that are resolved, by themselves or by somebody, are kept here.'));
    }
    const columns = (['severity', 'alert', 'value', 'started', view.tab === 'active' ? 'owner' : 'ended', 'delivery', view.tab === 'active' ? 'escalation' : 'lasted'] as const);
    const select = view.tab === 'active' && this.canAct;
    const draw = (items: readonly Incident[], from: number): unknown =>
      items.map((incident, index) => alertRow(this, incident, from + index + 2, incident.id === this.#list.active, select));
    return html`<div role="grid" class="grid rows ${select ? 'select' : ''}" part="table" aria-label=${this.heading || t('Alerts')} aria-rowcount=${rows.length + 1} aria-multiselectable="true"
      @keydown=${this.#keydown} @scroll=${this.#window.scrolled}>
      <div role="row" class="head" aria-rowindex="1">
        ${select ? html`<span role="columnheader" class="c-check"><span class="sr">${t('Select')}</span></span>` : nothing}
        ${columns.map((key) => html`<span role="columnheader" class="c-${key}">${t(columnNames[key])}</span>`)}
      </div>
      ${view.group === 'none'
        ? html`<div role="rowgroup">${this.#window.template(rows, draw)}</div>`
        : groupedAlerts(rows, view.group).map(([name, members]) => {
            const title = view.group === 'source' ? name : this.nameOf(name);
            return html`<div role="rowgroup" aria-label=${title}><div class="tier" aria-hidden="true">${title} ${members.length}</div>${draw(members, rows.indexOf(members[0]!))}</div>`;
          })}
    </div>`;
  }

  measured(incident: Incident): ReturnType<typeof alertValue> {
    return alertValue(this.language, incident);
  }

  escalation(incident: Incident): unknown {
    return escalationWords(this, incident);
  }

  open(id: string): void {
    const { data } = this.live;
    this.form = null;
    this.#list.mark(id);
    this.select(id, [...(data?.active ?? []), ...(data?.history ?? [])].find((incident) => incident.id === id));
  }

  readonly closeDetail = (): void => this.select('', null);

  check(id: string): void {
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
    await this.#detail.load();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.form input')?.focus();
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === 'x' && !event.ctrlKey && !event.metaKey && !event.altKey) this.check(this.#list.active);
    else this.#list.keydown(event);
  };

  #ordered(): readonly Incident[] {
    const { data } = this.live;
    if (!data || this.view.tab === 'silences') return [];
    const shown = shownAlerts(data[this.view.tab].map((incident) => this.changes.apply(incident.id, incident)), this.view);
    return this.view.group === 'none' ? shown : groupedAlerts(shown, this.view.group).flatMap(([, members]) => members);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-alerts': OpsAlerts;
  }
}
