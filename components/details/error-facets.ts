import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ErrorStats } from '../../src/contract/error-record.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';
import { formatCount, formatNumber } from '../shared/number-format.ts';
import { filterChips } from './filter-chips.ts';

/** Values that are shown of a facet before one asks for the rest, and with the rest. */
const first = 5;
const most = 50;

const facets = [['page', 'Page', 'byPage'], ['browser', 'Browser', 'byBrowser'], ['release', 'Release', 'byRelease']] as const;

/** Where the errors of the range come from: pages, browsers and releases, the commonest first, each with its share. Each is a filter where a runtime can answer it. */
export function errorFacets(host: OpsErrors, stats: ErrorStats): TemplateResult {
  const { t, language, view, canAct } = host;
  const total = Math.max(1, stats.total);
  return html`<div class="facets" role="group" aria-label=${t('Where')}>${facets.map(([facet, name, counted]) => {
    const chosen = view[facet];
    const all = Object.entries(stats[counted]).sort(([, a], [, b]) => b - a);
    const item = ([value, count]: readonly [string, number]): TemplateResult => {
      const inside = html`<span class="one" title=${value}>${value || '–'}</span><span class="num">${formatCount(language, count)} <span class="mu">${formatNumber(language, count / total, { style: 'percent', maximumFractionDigits: 0 })}</span></span>
        <svg class="share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * count) / total} height="3" />`}</svg>`;
      return html`<li>${canAct && value
        ? html`<button type="button" aria-pressed=${value === chosen} @click=${() => host.changeView({ [facet]: value === chosen ? '' : value })}>${inside}</button>`
        : html`<div>${inside}</div>`}</li>`;
    };
    return html`<section><h3>${t(name)}</h3>${all.length ? html`<ul class="plain">${all.slice(0, first).map(item)}</ul>` : html`<p class="mu">${t('None')}</p>`}${all.length > first
      ? html`<details ?open=${all.slice(first).some(([value]) => value === chosen)}><summary class="small">${t('and {n} more', { n: all.length - first })}</summary><ul class="plain">${all.slice(first, most).map(item)}</ul></details>`
      : nothing}</section>`;
  })}</div>`;
}

/** The facets that narrow the list. */
export function facetChips(host: OpsErrors): unknown {
  return filterChips(host, facets.map(([facet, name]) => [host.t(name), host.view[facet], () => host.changeView({ [facet]: '' })]));
}
