import { html, nothing, svg, type TemplateResult } from 'lit';
import type { HealthCheckView, HealthHistoryEntry, TimelineSpan } from '../../src/contract/health.ts';
import { latencyTrend } from '../../src/contract/latency-trend.ts';
import type { HealthApi, Result } from '../../src/contract/runtime-api.ts';
import type { OpsHealth } from '../ops-health/ops-health.ts';
import { detailTemplate, linesTemplate, longText, recordTemplate } from './detail-template.ts';
import { perform } from './perform.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { formatLatency, formatShare } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';

/** Everything about one check, and what can be done to it. `history`: newest first; `timeline`: oldest first. */
export function checkDetail(host: OpsHealth, check: HealthCheckView, history: readonly HealthHistoryEntry[], timeline: readonly TimelineSpan[]): TemplateResult {
  const { t, language } = host;
  const { id, enabled, timestamp, nextRun } = check;
  const status = host.standing(check);
  const busy = host.pending.has(id);
  const order = (text: string, change: Partial<HealthCheckView>, call: (health: HealthApi) => Promise<Result<unknown>>, disabled = busy) => ({
    text, disabled, click: () => void perform(host, [check], (shown) => ({ ...shown, ...change }), (api) => call(api.health)),
  });
  const results = (entries: readonly HealthHistoryEntry[]): unknown =>
    linesTemplate(entries, (entry) => [host.time(entry.at), html`<span class="st">${stateIcon(entry.status)}${host.nameOf(entry.status)}<span class="mu one"
      title=${entry.message}>${entry.message}</span></span>`]);
  const trend = latencyTrend(check);
  const spans = [...timeline].reverse().slice(0, 20);
  return detailTemplate(host, {
    title: check.name,
    mark: html`${stateIcon(status)}<span>${enabled ? host.nameOf(status) : t('Off')}</span><code class="mu one">${id}</code>`,
    buttons: host.canAct
      ? [
          order(t(busy ? 'Running' : 'Run now'), {}, (health) => health.forceHealthCheck(id), busy || !enabled),
          ...check.recoveryActions.map((action) => order(t('Run {action}', { action }), {}, (health) => health.runRecovery(id, action))),
          order(t(enabled ? 'Switch off' : 'Switch on'), { enabled: !enabled }, (health) => health[enabled ? 'disableHealthCheck' : 'enableHealthCheck'](id)),
        ]
      : [],
    lead: html`${longText(host.why(check))}${check.flapping ? html`<p class="mu"><span class="chip s-degraded">${t('Flapping')}</span> ${t('Its results change too often: more than 30 % of the last 20.')}</p>` : nothing}${barsReader(host, check)}`,
    facts: [
      ['Latency', check.responseTime ? html`${formatLatency(language, check.responseTime)} <span class="mu">${trend ? t(trend) : nothing}</span>` : '–'],
      ['Since', host.time(check.since)],
      ['Last run', timestamp ? host.time(timestamp) : '–'],
      ['Next run', nextRun ? host.time(nextRun) : '–'],
      ['Interval', formatDuration(language, check.interval)],
    ],
    sections: [
      [t('Available'), html`<dl class="over">${Object.entries(check.availabilityOver).map(([span, share]) => html`<div><dt>${t('Last {span}', { span })}</dt><dd>${share === null ? '–' : formatShare(language, share)}</dd></div>`)}</dl>`],
      [t('Recovery attempts'), linesTemplate(check.recoveries, ({ startedAt, action, outcome, attempt, message }) => [host.time(startedAt),
        html`<b>${action}</b> ${host.nameOf(outcome).toLowerCase()} <span class="mu">${t('attempt {n}', { n: attempt })}<br />${message}</span>`])],
      [t('Changes of status'), spans.length ? html`${timelineStrip(host, timeline)}${linesTemplate(spans, (span) => [host.time(span.from), html`<span class="st">${stateIcon(span.status)}${host.nameOf(span.status)} <span
          class="mu">${formatDuration(language, span.duration)}</span><span class="mu one" title=${span.message}>${span.message}</span></span>`])}` : html`<p class="mu">${t('No change is on record.')}</p>`],
      [t('What the check reported'), recordTemplate(check.metadata)],
      [`${t('All results')} ${history.length}`, results(history), true],
    ],
  });
}

/** A day as one strip: where its colour changes, the check changed. Said in words by the list under it. */
function timelineStrip(host: OpsHealth, spans: readonly TimelineSpan[]): TemplateResult {
  const from = spans[0]?.from ?? 0;
  const whole = Math.max(1, (spans.at(-1)?.to ?? 0) - from);
  return html`<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${spans.map((span) => svg`<rect class="s-${span.status.toLowerCase()}" x=${(1000 * (span.from - from)) / whole} width=${Math.max(2, (1000 * span.duration) / whole)} height="10"><title>${host.t('{from} to {to}: {status}', { from: host.moment(span.from, true), to: host.moment(span.to, true), status: host.nameOf(span.status) })}</title></rect>`)}</svg>
    <p class="ends mu small"><span>${host.time(from)}</span><span>${host.time(from + whole)}</span></p>`;
}

/** The bars, one at a time, for the pointer and the keyboard. */
function barsReader(host: OpsHealth, check: HealthCheckView): unknown {
  const bars = host.barsOf(check);
  const last = bars.length - 1;
  if (last < 0) return nothing;
  const show = (index: number): void => {
    host.bar = Math.max(0, Math.min(last, index));
    host.requestUpdate();
  };
  const at = host.bar < 0 ? last : host.bar;
  const keydown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    show(host.bar < 0 ? last : at + step);
  };
  const move = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    show(Math.floor(((event.clientX - box.left) / box.width) * bars.length));
  };
  return html`<div class="reader" part="chart">
    <div tabindex="0" role="slider" aria-label=${host.t('Recent')} aria-valuemin="1" aria-valuemax=${bars.length} aria-valuenow=${at + 1}
      aria-valuetext=${host.tellBar(bars[at]!)} @keydown=${keydown} @pointermove=${move}>${host.bars(check, host.bar)}</div>
    <p class="mu small">${host.bar < 0 ? host.t('Point at a bar, or use ← →, to read it.') : host.tellBar(bars[at]!)}</p>
  </div>`;
}
