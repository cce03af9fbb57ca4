import { html, nothing } from 'lit';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';
import { longText, recordTemplate, type Section } from './detail-template.ts';
import { stackTemplate } from './stack-template.ts';
import { trailTemplate } from './trail-template.ts';
import { formatDuration } from '../shared/relative-time.ts';
import { formatLatency, formatNumber, formatUnit } from '../shared/number-format.ts';
import { iconButton } from '../shared/panel-template.ts';

const newer = { line: 'M10 3.5 5.5 8l4.5 4.5' };
const older = { line: 'm6 3.5 4.5 4.5L6 12.5' };

/** One of the newest events of a group: its stack, what came before it, its surroundings. */
export function eventSections(host: OpsErrors, event: ErrorRecord, total: number): readonly Section[] {
  const { t, language } = host;
  const { pageAge, heapUsed, heapLimit, longTasks, vitals } = event.performance;
  const turn = (by: number): void => {
    host.eventIndex = Math.max(0, Math.min(total - 1, host.eventIndex + by));
    host.requestUpdate();
  };
  const megabytes = (bytes: number): string => formatUnit(language, bytes / 1e6, 'megabyte');
  return [
    ['', html`<div class="event">
        <span><b>${t('Event {n} of {total}', { n: host.eventIndex + 1, total })}</b> <span class="mu">${host.moment(event.timestamp)}</span></span>
        <span class="nav">${iconButton(newer, t('Newer event'), () => turn(-1))}${iconButton(older, t('Older event'), () => turn(1))}</span>
      </div>
      ${event.message ? longText(`${event.name}: ${event.message}`, 'message') : nothing}`],
    [t('Stack'), html`${event.frames.length ? stackTemplate(t, event.frames) : html`<p class="mu">${t('The browser gave no stack.')}</p>`}
      ${event.stack ? html`<details><summary>${t('As the browser wrote it')}</summary><pre>${event.stack}</pre></details>` : nothing}`],
    ...event.cause.map(({ name, message, frames }) => [`${t('Caused by')} ${name}`, html`${longText(message, 'message')}${stackTemplate(t, frames)}`] as const),
    [t('Before it'), event.breadcrumbs.length ? trailTemplate(host, event) : nothing],
    [t('Tags'), event.tags.length ? html`<div class="tags">${event.tags.map((tag) => html`<span class="chip">${tag}</span>`)}</div>` : nothing],
    [t('Performance at that moment'), recordTemplate({
      [t('Page open for')]: pageAge && formatDuration(language, pageAge),
      [t('Heap')]: heapUsed && megabytes(heapUsed) + (heapLimit ? ` / ${megabytes(heapLimit)}` : ''),
      [t('Long tasks')]: longTasks,
      ...Object.fromEntries(Object.entries(vitals ?? {}).map(([name, value]) => [name, name === 'CLS' ? formatNumber(language, value, { maximumFractionDigits: 3 }) : formatLatency(language, value)])),
    })],
    [t('Page'), recordTemplate({
      URL: event.url,
      [t('User')]: event.userId ?? '–',
      [t('Session')]: event.sessionId,
      [t('Release')]: `${event.release} (${event.environment})`,
      [t('Caught by')]: `${event.mechanism}, ${t(event.handled ? 'handled' : 'unhandled')}`,
    })],
    [t('Application'), recordTemplate(event.appContext)],
    [t('Browser'), recordTemplate(event.browserContext)],
  ];
}
