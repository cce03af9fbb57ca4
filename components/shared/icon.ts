import { html, svg, type TemplateResult } from 'lit';

/** A shape on a 16 × 16 field. `fill`: its body; `mark`: what is cut into it, in the surface's colour; `line`: an outline. */
export interface Shape {
  readonly fill?: string;
  readonly mark?: string;
  readonly line?: string;
  /** Of the outline. */
  readonly dash?: string;
}

/** Only the paths that there are: lists have one in each row. */
export function icon({ fill, line, mark, dash }: Shape, name = ''): TemplateResult {
  const path = (style: string, d?: string, dash = 'none'): unknown => d && svg`<path class=${style} d=${d} stroke-dasharray=${dash} />`;
  return html`<svg class="i ${name}" viewBox="0 0 16 16" aria-hidden="true">${path('fill', fill)}${path('line', line, dash)}${path('mark', mark)}</svg>`;
}

/** Controls; stroked in the text's colour. */
export const glyphs = {
  pause: { line: 'M5.5 3.5v9m5-9v9' },
  play: { line: 'M5 3.2v9.6L12.6 8Z' },
  refresh: { line: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.2V5h-2.8' },
  more: { fill: 'M3 6.6a1.4 1.4 0 1 0 .01 0Zm5 0a1.4 1.4 0 1 0 .01 0Zm5 0a1.4 1.4 0 1 0 .01 0Z' },
  close: { line: 'm4 4 8 8m0-8-8 8' },
  check: { line: 'm3 8.5 3.3 3.3L13 4.6' },
  waiting: { line: 'M8 3a5 5 0 1 0 .01 0', dash: '2.4 2' },
  filter: { line: 'M2 4h12M4.5 8h7M7 12h2' },
} as const satisfies Record<string, Shape>;
