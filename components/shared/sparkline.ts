import { html, type TemplateResult } from 'lit';
import type { Phrase, PhraseValues } from './dictionary.ts';
import { sparklineWords } from './sparkline-words.ts';

const height = 24;

/** Bars of counts, oldest first, the running one last; drawn as two paths whatever their number, and said in words. */
export function sparkline(host: { t(key: Phrase, values?: PhraseValues): string }, values: readonly number[]): TemplateResult {
  const most = Math.max(1, ...values);
  const path = (part: readonly number[], from: number): string =>
    part.map((value, index) => `M${4 * (from + index)} ${height}v${-Math.max(value ? 2 : 1, (value / most) * height).toFixed(1)}h3V${height}`).join('');
  const last = Math.max(0, values.length - 1);
  return html`<svg class="spark" viewBox="0 0 ${4 * values.length} ${height}" preserveAspectRatio="none" role="img" aria-label=${sparklineWords(host, values)}><path
    d=${path(values.slice(0, last), 0)} /><path class="last" d=${path(values.slice(last), last)} /></svg>`;
}
