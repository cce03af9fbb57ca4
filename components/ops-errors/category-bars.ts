import { html, type TemplateResult } from 'lit';
import { errorCategories } from '../../src/contract/severity.ts';
import { formatCount } from '../shared/number-format.ts';
import type { ErrorsData, OpsErrors } from './ops-errors.ts';

/** A bar a category that has events; each is a filter. */
export function categoryBars(host: OpsErrors, { stats }: ErrorsData): TemplateResult {
  const { t, language, view } = host;
  const counts = errorCategories
    .map((category) => ({ category, count: stats.byCategory[category] ?? 0 }))
    .filter(({ category, count }) => count > 0 || category === view.category)
    .sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return html`<div class="bars" part="chart" role="group" aria-label=${t('Category')}>
    ${counts.map(
      ({ category, count }) => html`<button type="button" aria-pressed=${view.category === category}
        @click=${() => host.changeView({ category: view.category === category ? '' : category })}>
        <span class="one">${host.nameOf(category)}</span><b>${formatCount(language, count)}</b>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width=${Math.max(1, (count / most) * 100)} height="4" /></svg>
      </button>`,
    )}
  </div>`;
}
