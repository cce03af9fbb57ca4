import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Rating, VitalName, VitalValue } from '../../src/contract/performance.ts';
import type { HealthStatus } from '../../src/contract/health.ts';
import { formatCount, formatLatency, formatNumber, formatShare } from '../shared/number-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import type { OpsPerformance, PerformanceData } from './ops-performance.ts';
import { vitalNames, vitals } from './vital-limits.ts';

export const ratingState: Readonly<Record<Rating, HealthStatus>> = { good: 'HEALTHY', 'needs-improvement': 'DEGRADED', poor: 'UNHEALTHY' };

/** In the vital's own unit: layout shifts have none. */
export const vitalText = (language: string, name: VitalName, value: number): string => (name === 'CLS' ? formatNumber(language, value) : formatLatency(language, value));

const valueOf = ({ vitals: values }: PerformanceData, name: VitalName): VitalValue | undefined => values[name.toLowerCase() as Lowercase<VitalName>];

/** A button a vital: its rating, p75, the page views behind it and how they are spread; the one that is pressed is on the chart. */
export function vitalTiles(host: OpsPerformance, data: PerformanceData): TemplateResult {
  const { t, language, view } = host;
  const shown = (name: VitalName): TemplateResult => {
    const vital = valueOf(data, name);
    return html`<button type="button" class="vital" aria-pressed=${view.vital === name} title=${t(vitals[name].says)} @click=${() => host.changeView({ vital: name })}>
      <span class="st">${name}${vital ? html`<span>${stateIcon(ratingState[vital.rating])}<span class="sr">${host.nameOf(vital.rating.replace('-', ' '))}</span></span>` : nothing}</span>
      ${vital ? html`<b>${vitalText(language, name, vital.value)}</b>${distribution(host, vital)}<small>${t('p75 of {n} view|p75 of {n} views', { n: formatCount(language, vital.count) })}</small>` : html`<b class="none">–</b><small>${t('not measured')}</small>`}
    </button>`;
  };
  return html`<div class="vitals" role="group" aria-label=${t('Core web vitals')}>${vitalNames.map(shown)}</div>`;
}

function distribution({ t, language }: OpsPerformance, { shares }: VitalValue): TemplateResult {
  const parts = [['healthy', shares.good], ['degraded', shares.needsImprovement], ['unhealthy', shares.poor]] as const;
  const [good, fair, poor] = parts.map(([, share]) => formatShare(language, share));
  let from = 0;
  return html`<svg class="dist" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label=${t('{good} good, {fair} to improve, {poor} poor', { good: good!, fair: fair!, poor: poor! })}>${parts.map(([style, share]) => {
    const begin = from;
    from += share * 100;
    return svg`<rect class="s-${style}" x=${begin} width=${share * 100} height="1" />`;
  })}</svg>`;
}
