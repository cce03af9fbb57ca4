import type { TemplateResult } from 'lit';
import { kit } from './kit.ts';

const { html } = kit;

/** Members of a record as a list of terms; what is no plain value is shown as JSON. */
export function recordTemplate(record: Readonly<Record<string, unknown>>): TemplateResult {
  return html`<dl class="small">
    ${Object.entries(record).map(([key, value]) => html`<dt>${key}</dt><dd class="mono">${typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>`)}
  </dl>`;
}
