import { css } from 'lit';

/** Panels of several areas: tiles with one number each, then sections side by side. */
export const areasStyles = css`
.tiles { border-block-start: 1px solid var(--bd); display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 16px 24px; padding: 14px 16px; border-block-end: 1px solid var(--bd) }
.tile { display: grid; gap: 2px; min-inline-size: 0; align-content: start }
.tile small { color: var(--mu); font-size: .92em }
.tile b { font-size: 1.54em; font-weight: 600; line-height: 1.25 }
.tile .none { color: var(--mu); font-weight: 400 }
.areas { display: grid; grid-template-columns: minmax(0, 1fr) }
section.area { padding: 14px 16px 16px; min-inline-size: 0; display: grid; gap: 10px; align-content: start }
.area + .area { border-block-start: 1px solid var(--bd) }
h3 { font: inherit; font-weight: 600; margin: 0 }
.ah { display: flex; justify-content: space-between; gap: 8px; align-items: baseline }
.ah small { color: var(--mu); font-size: .92em }
ops-trend-chart { display: block; border: 0; padding: 0 }
ops-trend-chart:not(:defined) { min-block-size: 160px }
.lines { display: grid; gap: 8px; margin: 0; padding: 0; list-style: none }
.line { display: grid; align-items: center; gap: 2px 12px; grid-template-columns: 16px minmax(88px, 1.2fr) minmax(80px, 2fr) 64px }
.line > .one { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.beats { display: block; inline-size: 100%; block-size: 18px }
.beats path { fill: var(--c) }
.beats .s-healthy { opacity: .75 }
.beats .s-unknown { opacity: .5 }
.beats .active { fill: none }
.budget { grid-template-columns: 16px minmax(88px, 1.2fr) minmax(80px, 2fr) minmax(120px, auto) }
.loud { grid-template-columns: minmax(88px, 1.2fr) minmax(80px, 2fr) minmax(64px, auto) }
.bar { block-size: 8px; border-radius: 4px; background: var(--bd); display: block; inline-size: 100% }
.bar rect { fill: var(--c, var(--mu)) }
.bar line { stroke: var(--fg); stroke-width: 2; vector-effect: non-scaling-stroke }
.stack { block-size: 14px; border-radius: 4px; inline-size: 100%; display: block }
.keys { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0; padding: 0; list-style: none }
.keys li { display: inline-flex; align-items: center; gap: 6px }
.keys i { inline-size: 10px; block-size: 10px; border-radius: 2px; background: var(--k) }
.k0 { --k: var(--high); fill: var(--k) }
.k1 { --k: var(--healthy); fill: var(--k) }
.k2 { --k: var(--unknown); fill: var(--k) }
@container ops (min-width: 900px) {
.areas { grid-template-columns: repeat(2, minmax(0, 1fr)); grid-template-rows: auto auto 1fr }
.areas > .health { grid-area: 1 / 2 / 3 / 3; border-block-start: 0 }
section.budgets { grid-area: 3 / 2 }
section.health, section.budgets { border-inline-start: 1px solid var(--bd) }
}
@container ops (max-width: 599.9px) {
.line.loud { grid-template-columns: minmax(0, 1fr) 72px 68px }
.line.loud > :nth-child(n) { grid-area: auto }
header { padding-inline: 12px 4px }
select.own { order: 1; flex: 1 1 100%; margin-inline-end: 8px }
.tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 12px }
section.area { padding: 12px }
.line { grid-template-columns: 16px minmax(0, 1fr) auto }
.line > :nth-child(3) { grid-area: 2 / 2 / 3 / -1 }
.line > :nth-child(4) { grid-area: 1 / 3 }
}
@media (forced-colors: active) {
.bar { background: none; outline: 1px solid CanvasText }
.bar rect, .stack rect, .keys i, .beats path { forced-color-adjust: none }
}
`;
