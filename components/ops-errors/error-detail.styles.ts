import type { CSSResult } from 'lit';
import { detailStyles } from '../shared/detail.styles.ts';
import { kit } from '../shared/kit.ts';

const { css } = kit;

export const styles: CSSResult = css`${detailStyles}
.marks { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; grid-column: 1 / -1 }
.dh .st { color: var(--c); font-weight: 600 }
.culprit { grid-column: 1 / -1 }
.impact .spark { block-size: 36px }
.event { display: flex; justify-content: space-between; align-items: center; gap: 8px; border-block-start: 1px solid var(--bd); padding-block-start: 8px; margin-block-end: -8px }
.nav { white-space: nowrap; margin-inline-end: -8px }
.message { white-space: pre-wrap }
.stack { border: 1px solid var(--bd); border-radius: 6px; overflow: hidden; font: .93em/1.5 var(--mono) }
.stack > * + * { border-block-start: 1px solid var(--bd) }
.frames li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 10px; color: var(--mu) }
.frames.app li { color: var(--fg); background: color-mix(in srgb, var(--ac) 6%, var(--s)) }
.app .fn { font-weight: 600 }
.file { display: inline-flex; min-inline-size: 0; max-inline-size: 100%; color: var(--mu) }
.file > :last-child { flex: none; max-inline-size: 100% }
.dir { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex: 0 1 auto }
summary { color: var(--mu); min-block-size: 24px; padding-block: 3px }
.stack summary { padding-inline: 10px }
.fold { margin-block-start: 4px }
.fold summary { color: var(--fg); font-weight: 600 }
.fold .light { color: var(--mu); font-weight: 400 }
pre { font: .93em/1.5 var(--mono); white-space: pre-wrap; margin: 4px 0 0; padding: 8px 10px; background: var(--s2); border-radius: 6px }
.trail { border-inline-start: 2px solid var(--bd); margin-inline-start: 5px; display: grid; gap: 5px }
.crumb { display: grid; grid-template-columns: 60px minmax(0, 1fr); gap: 8px; padding-inline-start: 12px; position: relative }
.crumb::before { content: ''; position: absolute; inset: 5px auto auto -6px; inline-size: 10px; block-size: 10px; border-radius: 50%; border: 2px solid var(--s); background: var(--mu) }
.l-warn::before { background: var(--degraded); border-radius: 2px }
.l-error::before { background: var(--unhealthy); border-radius: 2px; rotate: 45deg }
.crumb time { color: var(--mu); text-align: end }
.kind { color: var(--mu); font-size: .92em }
.tags { display: flex; flex-wrap: wrap; gap: 6px }
.tags .chip { white-space: normal }
.skeleton.flat { padding: 0 }
`;
