import type { TemplateResult } from 'lit';
import type { Breadcrumb } from '../../src/contract/breadcrumb.ts';
import type { ErrorRecord } from '../../src/contract/error-record.ts';
import { kit } from '../shared/kit.ts';

const { formatDuration, html, nothing } = kit;

/** What happened before, on a line of time: the distance to the error in front, the error itself last. */
export function trailTemplate(language: string, moment: (at: number) => string, event: ErrorRecord): TemplateResult {
  const step = ({ at, category, message, level, data }: Breadcrumb): TemplateResult => html`<li class="crumb l-${level.toLowerCase()}">
    <time datetime=${new Date(at).toISOString()} title=${moment(at)}>−${formatDuration(language, Math.max(0, event.timestamp - at))}</time>
    <span><span class="kind">${category}</span> ${message}${data && Object.keys(data).length > 0
        ? html`<span class="mu mono"> ${JSON.stringify(data)}</span>`
        : nothing}</span>
  </li>`;
  return html`<ol class="plain trail">
    ${event.breadcrumbs.map(step)}
    <li class="crumb l-error last"><time datetime=${new Date(event.timestamp).toISOString()}
      title=${moment(event.timestamp)}>0</time><strong>${event.name}: ${event.message}</strong></li>
  </ol>`;
}
