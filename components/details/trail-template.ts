import { html, type TemplateResult } from 'lit';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { formatDuration } from '../shared/relative-time.ts';

/** What happened before, on a line of time: the distance to the error in front, the error itself last. */
export function trailTemplate(host: { readonly language: string; moment(at: number): string }, { breadcrumbs, timestamp, name, message }: ErrorRecord): TemplateResult {
  const step = (at: number, level: string, what: unknown): TemplateResult => html`<li class="crumb l-${level.toLowerCase()}"><time datetime=${new Date(at).toISOString()}
    title=${host.moment(at)}>${at < timestamp ? `−${formatDuration(host.language, timestamp - at)}` : 0}</time><span>${what}</span></li>`;
  return html`<ol class="plain trail">${breadcrumbs.map(({ at, category, message, level, data }) =>
    step(at, level, html`<span class="mu small">${category}</span> ${message} <span class="mu mono">${data && Object.keys(data).length ? JSON.stringify(data) : ''}</span>`),
  )}${step(timestamp, 'error', html`<strong>${name}: ${message}</strong>`)}</ol>`;
}
