import { html, type TemplateResult } from 'lit';
import type { SourceFrame } from '../../src/contract/error-record.ts';

/** The lines around a fault, each with its number. Long ones scroll in a box of their own, which the keyboard reaches. */
export function sourceTemplate({ file, line, context }: SourceFrame & { readonly context: NonNullable<SourceFrame['context']> }): TemplateResult {
  const first = line - context.before.length;
  return html`<div class="code" role="group" tabindex="0" dir="ltr" aria-label=${`${file}:${line}`}><div>${[...context.before, context.line, ...context.after].map(
    (text, index) => html`<div class=${index + first === line ? 'at' : 'near'} aria-current=${index + first === line}><span class="no">${index + first}</span>${text}</div>`,
  )}</div></div>`;
}
