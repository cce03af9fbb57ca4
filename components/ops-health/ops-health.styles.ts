import { css } from 'lit';

export const healthStyles = css`
.banner { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 12px 32px; align-items: center; padding: 14px 16px; border-block-end: 1px solid var(--bd); background: color-mix(in srgb, var(--c) 7%, var(--s)) }
.verdict { display: flex; gap: 12px; align-items: center; min-inline-size: 0 }
.verdict > .i { inline-size: 30px; block-size: 30px }
.says { font-size: 1.38em; font-weight: 600; line-height: 1.25 }
.tile { display: grid; gap: 2px; min-inline-size: 0 }
.tile small { color: var(--mu); font-size: .88em; white-space: nowrap }
.counts, .trend { display: flex; gap: 12px; align-items: center; block-size: 24px }
.trend .spark { inline-size: 112px }
.tile b { font-size: 1.16em }
.grid { --cols: 104px minmax(0, 1fr) minmax(120px, 200px) 64px 72px 84px }
.rows { max-block-size: none }
.c-last { color: var(--mu) }
.off { color: var(--mu) }
.beats { display: block; inline-size: 100%; block-size: 24px }
.beats path { fill: var(--c) }
.beats .s-healthy { opacity: .75 }
.beats .s-unknown { opacity: .5 }
.beats .active { fill: none; stroke: var(--fg); vector-effect: non-scaling-stroke }
@container ops (min-width: 1100px) {
.open .grid { --cols: 104px minmax(0, 1fr) 140px 64px 72px }
.open .c-last { display: none }
}
@container ops (min-width: 600px) and (max-width: 1099.9px) {
.grid { --cols: 100px minmax(0, 1fr) 150px 60px 72px }
.c-last { display: none }
}
@container ops (max-width: 599.9px) {
.banner { grid-template-columns: auto minmax(0, 1fr); padding: 12px; gap: 12px 24px }
.verdict { grid-column: 1 / -1 }
.trend .spark { inline-size: 0; flex: 1 }
.grid { --cols: minmax(0, 1fr) auto; --row: 64px }
.row { align-content: center; row-gap: 4px }
.c-check { grid-area: 1 / 1 }
.c-status { grid-area: 1 / 2; align-self: start }
.c-recent { grid-area: 2 / 1 }
.c-recent .beats { block-size: 12px }
.c-last { grid-area: 2 / 2 }
.c-latency, .c-availability { display: none }
.off .c-recent { display: none }
}
`;
