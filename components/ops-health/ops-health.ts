import { html, nothing, type TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import type { ErrorStats } from '../../src/contract/error-record.ts';
import type { CheckTier, HealthCheckView, HealthHistoryEntry, HealthStatus, SystemStatus, TimelineSpan } from '../../src/contract/health.ts';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import { askedRange } from '../shared/asked-range.ts';
import { availabilityWindow } from '../shared/availability-window.ts';
import { heartbeatBars, heartbeatTemplate, type HeartbeatBar } from '../shared/heartbeat-bars.ts';
import { glyphs } from '../shared/icon.ts';
import { ListPanel, type Column } from '../shared/list-panel.ts';
import { formatLatency, formatShare } from '../shared/number-format.ts';
import { emptyTemplate } from '../shared/panel-template.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { bannerTemplate } from './health-banner.ts';
import { isProblem, standingStatus } from './standing-status.ts';

export interface HealthData {
  readonly status: SystemStatus;
  readonly checks: readonly HealthCheckView[];
  readonly incidents: readonly Incident[];
  readonly stats: ErrorStats | null;
  /** By check, newest first; of the check whose detail is open. */
  readonly history?: Readonly<Record<string, readonly HealthHistoryEntry[]>> | undefined;
  /** By check, oldest first, of 24 hours; of the check whose detail is open. */
  readonly timeline?: Readonly<Record<string, readonly TimelineSpan[]>> | undefined;
}

export interface HealthView {
  readonly show: 'all' | 'problems';
  readonly selected: string;
}

const columns = (range: string): readonly Column[] => [
  ['status', 'Status'],
  ['check', 'Check', 'two'],
  ['recent', 'Recent'],
  ['latency', 'Latency', 'num'],
  ['availability', availabilityWindow(range), 'num'],
  ['last', 'Last run', 'num x'],
];
const tiers: readonly CheckTier[] = ['critical', 'important', 'normal', 'background'];

/**
 * The health of the system: a banner, a row for each check by tier, and a detail with history, metadata and recovery. Turns to
 * unknown, dimmed and with its age, when the feed is stale or lost.
 *
 * @element ops-health
 * @attr {string} [range=24h] - span of the error sparkline and of availability (an hour, a day, a week or a month): `15m 1h 6h 24h 7d 30d` or an ISO interval
 * @attr {boolean} [paused=false] - asks nothing until it is taken away
 * @attr {'auto'|'light'|'dark'} [theme=auto] - `auto` follows the page's `color-scheme`
 * @attr {'comfortable'|'compact'} [density=comfortable]
 * @attr {string} heading - default: `System health`
 * @attr {number} [heading-level=2]
 * @attr {number} [stale-after=30000] - ms without an answer until the data count as stale
 * @attr {string} time-zone - IANA name for absolute times; default: the browser's
 * @attr {'worker'} [source=worker] - where the data come from; the worker of the page is the only source
 * @attr {string} worker-url - starts the agent with this worker where the page has started none
 * @attr {string} [user-id=operator] - who acts
 * @prop {OpsClient} client - default: the page's agent
 * @prop {Snapshot<HealthData>} snapshot - data put in without a worker; no actions then
 * @prop {HealthView} viewState - serialisable: `{show, selected}`
 * @fires ops-ready - the first data are shown
 * @fires ops-state-change - `{state, previous}`
 * @fires ops-filter-change - `{filter}`
 * @fires ops-select - cancelable, `{id, item}`; `id` is empty when the detail closes
 * @fires ops-export - cancelable, `{format, text, fileName}`
 * @fires ops-view-change - `{viewState}`
 * @slot heading - instead of the heading
 * @slot actions - beside the panel's own controls
 * @slot empty - when there are no checks
 * @slot error - when there are no data at all
 * @slot footer
 * @csspart base - the frame
 * @csspart header
 * @csspart title
 * @csspart status - state and age of the feed
 * @csspart toolbar
 * @csspart footer
 * @csspart body
 * @csspart row
 * @csspart cell
 * @csspart chart - the heartbeat bars
 * @csspart detail
 * @cssprop --ops-surface - and `--ops-surface-2 --ops-fg --ops-fg-muted --ops-border --ops-accent --ops-radius`
 * @cssprop --ops-status-healthy - and `-degraded -unhealthy -unknown`; critical: `--ops-severity-critical`
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
export class OpsHealth extends ListPanel<HealthData, HealthView, HealthCheckView> {
  override readonly topics: readonly Topic[] = ['health', 'alerts', 'errors'];
  override view: HealthView = { show: 'all', selected: '' };
  /** Index of the bar that is read in the detail; -1: none. */
  bar = -1;

  override defaultHeading(): string {
    return this.t('System health');
  }

  override idOf(check: HealthCheckView): string {
    return check.id;
  }

  override async load(api: RuntimeApi): Promise<HealthData> {
    const { selected } = this.view;
    const [status, checks, incidents, stats, history, timeline] = await Promise.all([
      api.health.getSystemStatus(),
      api.health.getAllHealthChecks(),
      api.alerts.getActiveAlerts(),
      api.errors.getErrorStats(askedRange(this.range)),
      selected ? api.health.getHealthHistory(selected, 200) : [],
      selected ? api.health.getTimeline(selected) : [],
    ]);
    return { status, checks, incidents, stats, history: { [selected]: history }, timeline: { [selected]: timeline } };
  }

  override dataChanged(data: HealthData, previous: HealthData | undefined): void {
    if (previous && previous.status.status !== data.status.status) this.announce(`${this.defaultHeading()}: ${this.nameOf(data.status.status)}`);
  }

  override items(data: HealthData): readonly HealthCheckView[] {
    return data.checks;
  }

  override shown(): readonly HealthCheckView[] {
    const checks = this.changed(this.live.data?.checks ?? []);
    const shown = this.view.show === 'problems' ? checks.filter(isProblem) : checks;
    return tiers.flatMap((tier) => shown.filter((check) => check.tier === tier));
  }

  override renderPanel(data: HealthData): TemplateResult {
    const { t, view, selectedItem } = this;
    const { checks } = data;
    if (checks.length === 0) return html`<slot name="empty">${emptyTemplate(t('No checks'), t('registerHealthCheck() adds one.'))}</slot>`;
    const rows = this.shown();
    const groups = tiers.map((tier) => [this.nameOf(tier), rows.filter((check) => check.tier === tier)] as const).filter(([, members]) => members.length > 0);
    const count = (show: HealthView['show']): number => (show === 'all' ? checks : checks.filter(isProblem)).length;
    return html`${bannerTemplate(this, data)}
    ${this.split(
      html`${this.toolbar(this.segments(['all', 'problems'], view.show, (show) => html`${this.nameOf(show)} <span class="mu">${count(show)}</span>`, (show) => this.changeView({ show })))}
      ${rows.length === 0 ? emptyTemplate(t('No problems'), t('Every check that counts is healthy.'), glyphs.check) : this.grid('checks', columns(this.range), rows, groups)}`,
      selectedItem?.name ?? '',
      selectedItem && this.details.part?.checkDetail(this, selectedItem, data.history?.[selectedItem.id] ?? [], data.timeline?.[selectedItem.id] ?? []),
    )}`;
  }

  override rowStyle(check: HealthCheckView): string {
    return check.enabled ? '' : 'off';
  }

  override cells(check: HealthCheckView): Readonly<Record<string, unknown>> {
    const { t, language } = this;
    const status = this.standing(check);
    const why = this.why(check);
    const word = check.enabled ? (check.blockedBy ? t('Blocked') : this.nameOf(status)) : t('Off');
    return {
      status: html`<span class="st tint s-${status.toLowerCase()}">${stateIcon(status)}<span>${word}</span></span>`,
      check: html`<span class="strong">${check.name}${check.flapping ? html` <span class="chip s-degraded">${t('Flapping')}</span>` : nothing}</span><span class="mu small" title=${why}>${why}</span>`,
      recent: this.bars(check),
      latency: check.enabled && !check.blockedBy && check.responseTime ? formatLatency(language, check.responseTime) : '–',
      availability: this.available(check),
      last: check.timestamp ? this.time(check.timestamp) : '–',
    };
  }

  standing(check: HealthCheckView): HealthStatus {
    return standingStatus(check, this.live.fresh);
  }

  /** The one line that explains a row. */
  why(check: HealthCheckView): string {
    if (!check.enabled) return check.reason ?? '';
    if (check.blockedBy) {
      const parent = this.live.data?.checks.find((other) => other.id === check.blockedBy);
      return this.t('waits for {name}', { name: parent?.name ?? check.blockedBy });
    }
    if (check.stale) return this.t('last result is too old');
    return this.live.fresh ? check.message : this.t('was {status}', { status: this.nameOf(check.status).toLowerCase() });
  }

  /** After a first result the time since is all that was watched. */
  available({ availabilityOver, enabled, timestamp, status }: HealthCheckView): string {
    const first = enabled && timestamp && status !== 'UNKNOWN' ? Number(status === 'HEALTHY' || status === 'DEGRADED') : null;
    const share = availabilityOver[availabilityWindow(this.range)] ?? first;
    return share === null ? '–' : formatShare(this.language, share);
  }

  bars(check: HealthCheckView, active = -1): ReturnType<typeof heartbeatTemplate> | typeof nothing {
    const bars = this.barsOf(check);
    if (bars.length === 0) return nothing;
    const bad = bars.reduce((sum, bar) => sum + bar.bad, 0);
    const label = this.t('Health from {from} to {to}: {bad} not healthy', {
      from: this.moment(bars[0]!.from, true),
      to: this.moment(bars.at(-1)!.to, true),
      bad: bad === 0 ? this.t('None').toLowerCase() : formatDuration(this.language, bad),
    });
    return heartbeatTemplate(bars, label, this.tellBar, active);
  }

  barsOf(check: HealthCheckView): readonly HeartbeatBar[] {
    return heartbeatBars(check.recent, check.interval, this.live.at);
  }

  readonly tellBar = ({ from, to, worst, bad, known }: HeartbeatBar): string => {
    const status = this.t('{from} to {to}: {status}', { from: this.moment(from, true), to: this.moment(to, true), status: this.nameOf(worst) });
    const spans = { bad: formatDuration(this.language, bad), known: formatDuration(this.language, known) };
    return bad > 0 ? `${status}, ${this.t('{bad} of {known} not healthy', spans)}` : status;
  };

  override open(id: string): void {
    this.bar = -1;
    super.open(id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ops-health': OpsHealth;
  }
}
