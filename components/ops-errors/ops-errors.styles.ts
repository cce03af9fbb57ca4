import { css } from 'lit';

export const errorsStyles = css`
.grid { --row: var(--ops-row-height, 54px); --cols: minmax(0, 1fr) 116px 64px 68px 56px 76px 76px }
:host([density=compact]) .grid { --row: var(--ops-row-height, 44px) }
.row .c-issue { display: flex; gap: 10px; align-items: start; min-inline-size: 0 }
.head .c-issue { padding-inline-start: 26px }
.c-issue .i { margin-block-start: 2px }
.two .chip { margin-inline-end: 6px }
.two { flex: 1; min-inline-size: 0 }
.row.resolved .strong, .row.ignored .strong { font-weight: 400; color: var(--mu) }
.chip { background: color-mix(in srgb, var(--c, var(--mu)) 7%, var(--s)); border-color: color-mix(in srgb, var(--c, var(--mu)) 35%, var(--s)) }
.bars { display: grid; grid-template-columns: repeat(auto-fit, minmax(112px, 1fr)); gap: 2px 8px; padding: 6px 8px; border-block-end: 1px solid var(--bd) }
.bars button { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 8px; text-align: start; padding: 5px 8px 7px; border: 0; border-radius: 6px; background: none; max-inline-size: 220px }
.bars button:hover, .bars [aria-pressed=true] { background: var(--s2) }
.bars [aria-pressed=true] { box-shadow: inset 0 0 0 1px var(--ac) }
.bars svg { grid-column: 1 / -1; inline-size: 100%; block-size: 4px; border-radius: 2px }
.bars rect { fill: color-mix(in srgb, var(--mu) 70%, var(--s)) }
.bars [aria-pressed=true] rect { fill: var(--ac) }
.bars .track, .bars [aria-pressed=true] .track { fill: var(--bd) }
.row .c-first { color: var(--mu) }
.foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; padding: 7px 16px; border-block-start: 1px solid var(--bd) }
@container ops (min-width: 1100px) {
.open .grid { --cols: minmax(0, 1fr) 96px 60px 72px }
.open .c-sessions, .open .c-users, .open .c-first { display: none }
}
@container ops (min-width: 600px) and (max-width: 1099.9px) {
.grid { --cols: minmax(0, 1fr) 96px 60px 56px 72px }
.c-sessions, .c-first { display: none }
}
@container ops (max-width: 599.9px) {
.grid { --cols: minmax(0, 1fr) auto auto; --row: 104px }
.two .title { white-space: normal; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 }
.row { align-content: center; gap: 6px 12px }
.c-issue { grid-column: 1 / -1 }
.c-trend { padding-inline-start: 26px }
.c-trend .spark { block-size: 18px }
.c-sessions, .c-users, .c-first { display: none }
.bars { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: 4px }
.bars button:nth-child(n + 5):not([aria-pressed=true]) { display: none }
.seg.more { flex: 1 1 100% }
.seg.more button { flex: 1; padding: 0 4px }
.foot { padding-inline: 12px }
}
`;
