import { html, nothing, type TemplateResult } from 'lit';
import type { LogEntry, RequestTrail } from '../../src/contract/log-entry.ts';
import { levelShapes } from '../ops-logs/log-view.ts';
import type { OpsLogs } from '../ops-logs/ops-logs.ts';
import { formatLatency } from '../shared/number-format.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { detailTemplate, linesTemplate, longText, recordTemplate } from './detail-template.ts';

/** One entry with all that was said with it, and what else is known of its request. `sameRequest` shows all entries of that. */
export function logDetail(host: OpsLogs, entry: LogEntry, request: RequestTrail | undefined, sameRequest: () => void): TemplateResult {
  const { t } = host;
  const { level, type, timestamp, message, correlationId, context, error, user, sessionId, tabId, url, app, release, environment } = entry;
  const copy = (): void =>
    void navigator.clipboard.writeText(JSON.stringify(entry, null, 2)).then(
      () => host.announce(t('Copied')),
      (failure: unknown) => host.fail(String(failure)),
    );
  return detailTemplate(host, {
    title: message.length > 160 ? `${message.slice(0, 160)}…` : message,
    mark: html`${stateIcon(levelShapes[level])}<span>${host.nameOf(level)}</span><span class="mu">${host.nameOf(type)}</span><time class="mu" datetime=${new Date(timestamp).toISOString()}>${host.moment(timestamp)}</time>`,
    buttons: [...(correlationId && host.view.correlationId !== correlationId ? [{ text: t('All of this request'), click: sameRequest }] : []), { text: t('Copy JSON'), click: copy }],
    lead: message.length > 160 ? longText(message, 'message mono') : nothing,
    facts: [
      ['Correlation id', correlationId ? html`<code>${correlationId}</code>` : undefined],
      ['Session', html`<code>${sessionId}</code>`],
      ['User', user ? html`<code>${user.id}</code>` : undefined],
      ['Tab', html`<code>${tabId}</code>`],
      ['Application', [app, environment].filter(Boolean).join(' · ')],
      ['Release', release || undefined],
      ['Page', html`<span class="mono">${url}</span>`],
    ],
    sections: [
      [t('Context'), recordTemplate(context)],
      [t('Error'), error ? html`<p class="strong">${error.name}: ${error.message}</p>${error.stack ? html`<pre>${error.stack}</pre>` : nothing}` : nothing],
      [t('This request'), request?.correlationId === correlationId ? requestTemplate(host, request) : nothing],
      [t('User'), user && Object.keys(user.profile).length ? recordTemplate(user.profile) : nothing],
    ],
  });
}

/** Calls, errors and entries of one request on one line of time, in ms from the first. */
function requestTemplate({ t, language, nameOf }: OpsLogs, { calls, errors, entries }: RequestTrail): unknown {
  const steps = [
    ...calls.map((call) => ({ at: call.timestamp, state: call.outcome === 'ok' ? 'HEALTHY' : 'UNHEALTHY', text: `${call.method} ${call.route}`, more: `${call.status || nameOf(call.outcome)} · ${formatLatency(language, call.duration)}` }) as const),
    ...errors.map((error) => ({ at: error.timestamp, state: error.severity, text: `${error.name}: ${error.message}`, more: t('Error') })),
    ...entries.map((entry) => ({ at: entry.timestamp, state: levelShapes[entry.level], text: entry.message, more: nameOf(entry.level) })),
  ].sort((a, b) => a.at - b.at);
  const begin = steps[0]?.at ?? 0;
  return linesTemplate(steps.slice(0, 100), ({ at, state, text, more }) => [`+${formatDuration(language, at - begin)}`, html`<span class="st">${stateIcon(state)}<span class="one" title=${text}>${text}</span><span class="mu">${more}</span></span>`]);
}
