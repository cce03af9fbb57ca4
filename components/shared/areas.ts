import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Budget } from '../../src/contract/performance.ts';
import { relativeRanges } from '../../src/contract/time-range.ts';
import type { Phrase, PhraseValues } from './dictionary.ts';
import { formatCount, formatLatency, formatNumber, formatShare } from './number-format.ts';
import { stateIcon } from './state-icon.ts';

interface AreaHost {
  readonly language: string;
  readonly range: string;
  t(key: Phrase, values?: PhraseValues): string;
}

/** The spans one can choose, the one that is shown among them. */
export function rangePicker({ t, range }: AreaHost, choose: (range: string) => void): TemplateResult {
  const ranges = range in relativeRanges ? Object.keys(relativeRanges) : [...Object.keys(relativeRanges), range];
  return html`<select class="own" part="toolbar" aria-label=${t('Range')} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    ${ranges.map((span) => html`<option value=${span} ?selected=${span === range}>${t('Last {span}', { span })}</option>`)}
  </select>`;
}

/** A number that was measured, with what it was measured on; a dash where nothing was. */
export function tile(name: string, value: unknown, sample: string): TemplateResult {
  return html`<div class="tile"><small>${name}</small><b>${value ?? html`<span class="none">–</span>`}</b><small>${sample}</small></div>`;
}

/** A section with its heading; `note` says what it was measured on. */
export const area = (title: string, note: unknown, content: unknown, name = ''): TemplateResult => html`<section class="area ${name}"><div class="ah"><h3>${title}</h3><small>${note}</small></div>${content}</section>`;

/** In the budget's own unit; a number without one stays bare. */
export function amount(language: string, value: number, unit: string): string {
  return unit === 'ms' ? formatLatency(language, value) : unit === '%' || unit === 'ratio' ? formatShare(language, value) : formatNumber(language, value);
}

export function budgetArea(host: AreaHost, budgets: readonly Budget[]): TemplateResult {
  const { t, language } = host;
  return area(t('Performance budgets'), t('p75 of the last hour'), html`<ul class="lines">${budgets.map(({ name, page, limit, unit, value, count, status, trend }) => {
    const share = value === null ? 0 : value / limit;
    const over = status === 'over';
    const state = over ? 'UNHEALTHY' : status === 'within' ? 'HEALTHY' : 'UNKNOWN';
    // A value of too few is told with their number, and judged by nobody.
    // The limit stands at two thirds, so that what is over can be seen to be.
    const said = value === null ? t('no data') : `${amount(language, value, unit)} / ${amount(language, limit, unit)}`;
    return html`<li class="line budget s-${state.toLowerCase()}">${stateIcon(state)}<span class="one" title=${page ?? name}>${page ? `${name} ${page}` : name}${trend?.verdict === 'regression' || trend?.verdict === 'bad day' ? html` <span class="chip">${t(trend.verdict)}</span>` : nothing}</span><svg class="bar" viewBox="0 0 150 8" preserveAspectRatio="none" role="img"
      aria-label=${over ? t('{share} over its budget', { share: formatShare(language, share - 1) }) : said}>${svg`<rect width=${Math.min(150, share * 100)} height="8" /><line x1="100" x2="100" y1="0" y2="8" />`}</svg><span
      class="num small" title=${t('of {n}', { n: formatCount(language, count) })}>${said}${value !== null && state === 'UNKNOWN' ? html`<span class="mu"> ${t('of {n}', { n: formatCount(language, count) })}</span>` : nothing}</span></li>`;
  })}</ul>`, 'budgets');
}
