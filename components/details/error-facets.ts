import { html, svg, type TemplateResult } from 'lit';
import type { ErrorStats } from '../../src/contract/error-record.ts';
import { formatCount, formatShare } from '../shared/number-format.ts';
import type { OpsErrors } from '../ops-errors/ops-errors.ts';

/** Values that are shown of a facet. */
const most = 5;

/** Where the errors of the range come from: the commonest pages, browsers and releases, each with its share. */
export function errorFacets({ t, language }: OpsErrors, { total, byPage, byBrowser, byRelease }: ErrorStats): TemplateResult {
  const facets = [[t('Page'), byPage], [t('Browser'), byBrowser], [t('Release'), byRelease]] as const;
  return html`<div class="facets">${facets.map(([name, counts]) => {
    const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
    return html`<section><h3>${name}</h3><ul class="plain">${all.slice(0, most).map(([value, count]) => html`<li>
        <span class="one" title=${value}>${value || '–'}</span><span class="num">${formatCount(language, count)} <span class="mu">${formatShare(language, count / Math.max(1, total))}</span></span>
        <svg class="share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${(100 * count) / Math.max(1, total)} height="3" />`}</svg></li>`)}</ul>${all.length > most
      ? html`<p class="mu small">${t('and {n} more', { n: all.length - most })}</p>`
      : all.length ? '' : html`<p class="mu">${t('None')}</p>`}</section>`;
  })}</div>`;
}
