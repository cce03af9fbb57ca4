import { html, type TemplateResult } from 'lit';

/** Bars of counts, oldest first, the running one last; drawn as two paths whatever their number. `label` says it in words. */
export function sparkline(values: readonly number[], label: string, width = 96, height = 24): TemplateResult {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  const bar = Math.max(1, step - Math.min(1.5, step / 3));
  const path = (value: number, index: number): string => {
    const tall = value > 0 ? Math.max(2, (value / most) * height) : 1;
    return `M${(index * step).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${bar.toFixed(1)}v${tall.toFixed(1)}`;
  };
  const last = values.length - 1;
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}><path
    d=${values.slice(0, last).map(path).join('')} /><path class="last" d=${last < 0 ? '' : path(values[last] ?? 0, last)} /></svg>`;
}
