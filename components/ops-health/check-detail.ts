import type { TemplateResult } from 'lit';
import type { HealthCheckView, HealthHistoryEntry, HealthStatus } from '../../src/contract/health.ts';
import type { HealthApi, Result } from '../../src/contract/runtime-api.ts';
import { recordTemplate } from '../shared/record-template.ts';
import type { OpsHealth } from './ops-health.ts';
import { kit } from '../shared/kit.ts';

export { styles } from './check-detail.styles.ts';

const { formatDuration, formatLatency, formatShare, glyphs, html, iconButton, nothing, statusIcon } = kit;

type HealthCall = (health: HealthApi) => Promise<Result<HealthCheckView>>;

/** Everything about one check, and what can be done to it. `history`: newest first. */
export function checkDetail(host: OpsHealth, check: HealthCheckView, history: readonly HealthHistoryEntry[]): TemplateResult {
  const { t, language, live } = host;
  const status = host.standing(check);
  const busy = host.changes.pending(check.id);
  const act = (change: Partial<HealthCheckView>, call: HealthCall) => () => void perform(host, check.id, change, call);
  const fact = (label: string, value: unknown): TemplateResult => html`<div><small>${label}</small><span>${value}</span></div>`;
  return html`    <div class="dh">
      <div class="h">${check.name}</div>
      ${iconButton(glyphs.close, t('Close'), host.closeDetail)}
      <div class="st s-${status.toLowerCase()}">${statusIcon(status)}<span>${check.enabled ? host.nameOf(status) : t('Off')}</span><code class="mu one">${check.id}</code></div>
    </div>
    <p>${host.why(check)}</p>
    ${live.client && !host.snapshot
      ? html`<div class="acts">
          <button type="button" class="b primary" ?disabled=${busy || !check.enabled}
            @click=${act({}, (health) => health.forceHealthCheck(check.id))}>${t(busy ? 'Running' : 'Run now')}</button>
          ${check.recoveryActions.map(
            (action) => html`<button type="button" class="b" ?disabled=${busy}
              @click=${act({}, (health) => health.runRecovery(check.id, action))}>${t('Run {action}', { action })}</button>`,
          )}
          <button type="button" class="b" ?disabled=${busy} @click=${act({ enabled: !check.enabled }, (health) => health.setEnabled(check.id, !check.enabled))}>
            ${t(check.enabled ? 'Switch off' : 'Switch on')}
          </button>
        </div>`
      : nothing}
    ${barsReader(host, check)}
    <div class="facts">
      ${fact(t('Latency'), check.timestamp ? formatLatency(language, check.responseTime) : '–')}
      ${fact(t('Availability, 24 h'), check.availability === null ? '–' : formatShare(language, check.availability))}
      ${fact(t('Since'), host.time(check.since))}
      ${fact(t('Last run'), check.timestamp ? host.time(check.timestamp) : '–')}
      ${fact(t('Next run'), check.nextRun === null ? '–' : host.time(check.nextRun))}
      ${fact(t('Interval'), formatDuration(language, check.interval))}
    </div>
    ${check.recoveries.length > 0
      ? html`<section>
          <h3>${t('Recovery attempts')}</h3>
          <ul class="plain lines">
            ${check.recoveries.map(
              (attempt) => html`<li>
                <span class="mu">${host.time(attempt.startedAt)}</span><span><b>${attempt.action}</b> ${host.nameOf(attempt.outcome).toLowerCase()} <span class="mu">${t('attempt {n}', { n: attempt.attempt })}</span>
                ${attempt.message ? html`<br /><span class="mu">${attempt.message}</span>` : nothing}</span>
              </li>`,
            )}
          </ul>
        </section>`
      : nothing}
    <section>
      <h3>${t('Changes of status')}</h3>
      ${linesOf(host, transitionsOf(history), t('No change is on record.'))}
    </section>
    ${Object.keys(check.metadata).length > 0 ? html`<section><h3>${t('What the check reported')}</h3>${recordTemplate(check.metadata)}</section>` : nothing}
    ${history.length > 0
        ? html`<details class="fold"><summary>${t('All results')} <span class="mu">${history.length}</span></summary>${linesOf(host, history, '')}</details>`
        : nothing}
  `;
}

function linesOf(host: OpsHealth, entries: readonly HealthHistoryEntry[], none: string): TemplateResult {
  if (entries.length === 0) return html`<p class="mu">${none}</p>`;
  return html`<ul class="plain lines">
    ${entries.map(
      (entry) => html`<li>
        <span class="mu">${host.time(entry.at)}</span>
        <span class="st s-${entry.status.toLowerCase()}">${statusIcon(entry.status)}${host.nameOf(entry.status)}<span class="mu one"
          title=${entry.message}>${entry.message}</span></span>
      </li>`,
    )}
  </ul>`;
}

/** Of the results, those that brought another status than the one before; newest first. */
export function transitionsOf(history: readonly HealthHistoryEntry[]): readonly HealthHistoryEntry[] {
  let before: HealthStatus | undefined;
  return [...history]
    .reverse()
    .filter((entry) => {
      const changed = before !== undefined && entry.status !== before;
      before = entry.status;
      return changed;
    })
    .reverse()
    .slice(0, 20);
}

function barsReader(host: OpsHealth, check: HealthCheckView): TemplateResult | typeof nothing {
  const bars = host.barsOf(check);
  if (bars.length === 0) return nothing;
  const show = (index: number): void => {
    host.bar = Math.max(0, Math.min(bars.length - 1, index));
    host.requestUpdate();
  };
  const keydown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    show(host.bar < 0 ? bars.length - 1 : host.bar + step);
  };
  const move = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    show(Math.floor(((event.clientX - box.left) / box.width) * bars.length));
  };
  const bar = bars[host.bar];
  return html`<div class="reader" part="chart">
    <div tabindex="0" role="slider" aria-label=${host.t('Recent')} aria-valuemin="1" aria-valuemax=${bars.length}
      aria-valuenow=${host.bar < 0 ? bars.length : host.bar + 1}
      aria-valuetext=${host.tellBar(bar ?? bars.at(-1)!)} @keydown=${keydown} @pointermove=${move}>${host.bars(check, host.bar)}</div>
    <p class="mu small">${bar ? host.tellBar(bar) : host.t('Point at a bar, or use ← →, to read it.')}</p>
  </div>`;
}

/** Runs an action on a check, shows `change` until it is answered, and says so when it fails. */
async function perform(host: OpsHealth, id: string, change: Partial<HealthCheckView>, call: HealthCall): Promise<void> {
  const { client } = host.live;
  if (!client) return;
  const result = await host.changes.run(id, (check) => ({ ...check, ...change }), () => call(client.api.health));
  if (!result.ok) host.fail(result.error);
  else host.live.amend((data) => ({ ...data, checks: data.checks.map((check) => (check.id === id ? result.value : check)) }));
  await host.refresh();
}
