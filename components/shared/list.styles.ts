import { css } from 'lit';

/**
 * What is particular to the lists of checks, alerts and error groups: their columns by width, and the marks in their cells. One sheet,
 * for sheets apart compress badly. `.x`: a column that gives way first.
 */
export const listStyles = css`
.checks { --cols: 104px minmax(0, 1fr) minmax(120px, 200px) 64px 72px 84px; max-block-size: none }
.alerts { --cols: var(--pick,) 92px minmax(160px, 1fr) 128px 72px 148px 132px 148px }
.select { --pick: 24px }
.groups { --cols: minmax(0, 1fr) 116px 64px 68px 56px 76px 76px }
.groups .row { block-size: calc(var(--row) + 6px) }
header, .note, .toolbar, .head, .row, .tier, .banner, .bars, ops-trend-chart { border-block-end: 1px solid var(--bd) }
.row:last-child { border-block: 0 }
.open .x, .narrow { display: none }
.banner { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 12px 32px; align-items: center; padding: 14px 16px; border-block-end: 1px solid var(--bd); background: color-mix(in srgb, var(--c) 7%, var(--s)) }
.verdict { display: flex; gap: 12px; align-items: center; min-inline-size: 0 }
.verdict > .i { inline-size: 30px; block-size: 30px }
.says { font-size: 1.38em; font-weight: 600; line-height: 1.25 }
.tile { display: grid; gap: 2px; min-inline-size: 0 }
.tile small { color: var(--mu); font-size: .88em; white-space: nowrap }
.counts { display: flex; gap: 12px; align-items: center; block-size: 24px }
.counts .spark { inline-size: 112px }
.tile b { font-size: 1.16em }
.c-last, .off, .resolved, .c-first { color: var(--mu) }
.beats { display: block; inline-size: 100%; block-size: 24px }
.beats path { fill: var(--c) }
.beats .s-healthy { opacity: .75 }
.beats .s-unknown { opacity: .5 }
.beats .active { fill: none; stroke: var(--fg); vector-effect: non-scaling-stroke }
.gap { flex: 1 }
.head .c-pick { visibility: hidden }
.c-pick { display: grid; place-items: center }
.row .c-delivery { font-size: .92em; overflow: hidden; max-block-size: 3em }
.c-owner { justify-items: start }
.ch { display: inline-flex; align-items: center; gap: 3px; color: var(--mu); margin-inline-end: 8px }
.ch .i, .c-owner .i { inline-size: 12px; block-size: 12px }
.ch.dead { color: var(--unhealthy) }
.row .quick { min-block-size: 28px; padding: 0 8px; font-size: .92em }
.acknowledged .strong { font-weight: 400 }
.row .c-issue { display: flex; gap: 10px; align-items: start }
.head .c-issue { padding-inline-start: 26px }
.c-issue .i { margin-block-start: 2px }
.two .chip { margin-inline-end: 6px; background: color-mix(in srgb, var(--c, var(--mu)) 7%, var(--s)); border-color: color-mix(in srgb, var(--c, var(--mu)) 35%, var(--s)) }
.c-issue .two { flex: 1; min-inline-size: 0 }
.c-alert, .c-issue .two { direction: ltr }
.groups :is(.resolved, .ignored) .strong { font-weight: 400; color: var(--mu) }
.bars { display: grid; grid-template-columns: repeat(auto-fit, minmax(112px, 1fr)); gap: 2px 8px; padding: 6px 10px }
.bars button { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px; text-align: inherit; padding: 5px 6px 7px; border: 0; border-radius: 6px; background: none; max-inline-size: 220px; font-size: .96em }
.bars button:hover, .bars [aria-pressed=true] { background: var(--s2) }
.bars [aria-pressed=true] { box-shadow: inset 0 0 0 1px var(--ac) }
.bars svg { grid-column: 1 / -1; inline-size: 100%; block-size: 4px; border-radius: 2px; background: var(--bd) }
.bars rect { fill: color-mix(in srgb, var(--mu) 70%, var(--s)) }
.bars [aria-pressed=true] rect { fill: var(--ac) }
ops-trend-chart { display: block; min-block-size: 145px; padding: 12px 16px 4px }
.foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; padding: 7px 16px; border-block-start: 1px solid var(--bd) }
@container ops (min-width: 1100px) {
.open .checks { --cols: 104px minmax(0, 1fr) 140px 64px 72px }
.open .alerts { --cols: var(--pick,) 88px minmax(0, 1fr) 124px 68px 124px }
.open .groups { --cols: minmax(0, 1fr) 96px 60px 72px }
.open .c-users { display: none }
}
@container ops (max-width: 1099.9px) {
.checks { --cols: 100px minmax(0, 1fr) 150px 60px 72px }
.alerts { --cols: var(--pick,) 88px minmax(0, 1fr) 104px 72px 132px }
.groups { --cols: minmax(0, 1fr) 96px 60px 56px 72px }
.x { display: none }
.toolbar input[type=search] { flex-basis: 100% }
}
@container ops (max-width: 759.9px) {
.alerts { --cols: var(--pick,) 88px minmax(0, 1fr) 68px 124px }
.c-value { display: none }
}
@container ops (max-width: 599.9px) {
header { padding-inline: 12px 4px }
.row, .tier, .toolbar, .note, .foot { padding-inline: 12px }
.head, .wide, .toolbar:not(.all) .more { display: none }
.narrow { display: inline-grid }
.seg button { padding: 0 8px }
.toolbar .more { flex: 1 1 40% }
.toolbar input[type=search] { flex-basis: 160px }
.b { min-block-size: 34px }
.row { align-content: center; gap: 4px 12px }
.banner { grid-template-columns: auto minmax(0, 1fr); padding: 12px; gap: 12px 24px }
.verdict { grid-column: 1 / -1 }
.counts .spark { inline-size: 0; flex: 1 }
.checks { --cols: minmax(0, 1fr) 96px; --row: 70px }
.c-check { grid-area: 1 / 1 }
.c-status { grid-area: 1 / 2; align-self: start }
.c-recent { grid-area: 2 / 1 }
.c-recent .beats { block-size: 12px }
.checks .c-last { display: block; grid-area: 2 / 2 }
ops-trend-chart, .c-latency, .c-availability, .off .c-recent, .c-pick, .c-users, .c-owner .small, .gap { display: none }
.alerts { --cols: minmax(0, 1fr) auto; --row: 112px }
.c-severity { grid-area: 1 / 1 }
.c-started { grid-area: 1 / 2; color: var(--mu); text-align: end }
.c-alert { grid-area: 2 / 1 / 3 / -1 }
.c-value { grid-area: 3 / 1; display: flex; gap: 6px; align-items: baseline }
.c-value .strong { flex: none }
.c-owner { grid-area: 3 / 2; text-align: end }
.toolbar > .narrow { margin-inline: auto -8px }
.groups { --cols: minmax(0, 1fr) minmax(88px, auto) minmax(56px, auto); --row: 98px }
.title { white-space: normal !important; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 }
.c-issue { grid-column: 1 / -1 }
.c-trend { padding-inline-start: 26px }
.c-trend .spark { block-size: 18px }
.bars { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 4px 6px }
.bars button:nth-child(n + 5):not([aria-pressed=true]) { display: none }
.seg.more { flex: 1 1 100% }
.seg.more button { flex: 1; padding: 0 4px }
}
`;
