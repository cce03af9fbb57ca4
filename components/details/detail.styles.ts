import { css } from 'lit';

/** One sheet for the details of all elements. */
export const styles = css`
.b.primary { background: var(--ac); border-color: var(--ac); color: var(--s) }
.b[disabled] { opacity: .55 }
h3 { font: inherit; font-weight: 600; margin: 0 0 6px }
.detail { outline: none; background: var(--s); padding: 12px 16px 16px; display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 16px; border-inline-start: 1px solid var(--bd) }
input[type=text], input[type=datetime-local], input[type=time] { font: inherit; min-block-size: 30px; padding: 0 10px; border: 1px solid var(--bd); border-radius: 6px; background: var(--s) }
dl { margin: 0; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px }
dd { margin: 0 }
.acts { display: flex; flex-wrap: wrap; gap: 8px }
.plain { list-style: none; margin: 0; padding: 0 }
.dh { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 8px; align-items: start }
.dh .h, .crumb strong { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden }
.dh .ib { margin-block-start: -4px; margin-inline-end: -8px }
.dh .st { grid-column: 1 / -1; flex-wrap: wrap; white-space: normal }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(112px, 1fr)); gap: 10px 16px }
.facts > div { display: grid; align-content: start }
.facts small, dt { color: var(--mu) }
.facts span > small { display: block }
.dh code { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }
.lines { display: grid; gap: 5px }
.lines li { display: grid; grid-template-columns: 76px minmax(0, 1fr); gap: 8px }
.form { display: grid; gap: 8px; padding: 12px; background: var(--s2); border: 1px solid var(--bd); border-radius: 6px }
.form label { display: grid; gap: 3px }
.days { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 0 12px }
.days label { display: inline-flex; align-items: center; gap: 0 }
.hours { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end }
.hours input { inline-size: auto }
.form .days input { inline-size: 16px }
.form [hidden] { display: none }
.form input, .form select { inline-size: 100% }
.over { grid-template-columns: repeat(4, auto); justify-content: space-between; gap: 4px 8px }
.strip { display: block; inline-size: 100%; block-size: 12px; border-radius: 3px }
.strip rect { fill: var(--c) }
.strip .s-healthy { opacity: .75 }
.strip .s-unknown { opacity: .3 }
.ends { display: flex; justify-content: space-between; margin: 2px 0 8px }
.reader .beats { block-size: 40px }
.reader p { margin-block-start: 4px }
.facts > div:has(.mono) { grid-column: 1 / -1 }
.impact { display: grid; grid-template-columns: 1fr 1fr; gap: 16px }
.impact figure { margin: 0; display: grid; gap: 4px }
.impact .spark { block-size: 36px }
.says li { display: list-item; margin-block-end: 4px }
.bulk { display: grid; gap: 8px; padding: 8px 16px; border-block-end: 1px solid var(--bd); background: var(--s2) }
details.bulk { display: block }
.silences li:last-child { border: 0 }
.bulk .acts { align-items: center }
.bulk .form { background: var(--s) }
.tint { color: var(--c) }
.said { border-inline-start: 2px solid var(--bd); padding-inline-start: 10px }
.path { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 0; padding: 0; list-style: none }
.path li + li::before { content: '→'; margin-inline-end: 8px; color: var(--mu) }
.path [aria-current=step] { font-weight: 600 }
.silences li { display: flex; justify-content: space-between; align-items: start; gap: 2px 16px; padding: 10px 16px; border-block-end: 1px solid var(--bd) }
.event { display: flex; justify-content: space-between; align-items: center; gap: 8px; border-block-start: 1px solid var(--bd); padding-block-start: 8px; margin-block-end: -8px }
.nav { white-space: nowrap; margin-inline-end: -8px }
.message { white-space: pre-wrap }
.long > summary { display: block; color: inherit; padding: 0; border-radius: 4px }
.long > summary > span { display: block; overflow: hidden }
.long:not([open]) > summary > span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 6 }
.long > summary::after { content: '…'; display: block; inline-size: 32px; text-align: center; line-height: 12px; block-size: 16px; margin-block-start: 4px; border-radius: 8px; background: var(--bd); color: var(--fg) }
.long[open] > summary::after { content: '↑'; line-height: 16px }
.stack { border: 1px solid var(--bd); border-radius: 6px; overflow: hidden; font: .93em/1.5 var(--mono) }
.stack > * + * { border-block-start: 1px solid var(--bd) }
.frames li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 10px; color: var(--mu) }
.frames.app li { color: var(--fg); background: color-mix(in srgb, var(--ac) 6%, var(--s)) }
.app .fn { font-weight: 600 }
.frames details { flex: 1; min-inline-size: 0 }
.stack .frames summary { display: flex; flex-wrap: wrap; gap: 0 8px; padding: 0; color: inherit; list-style: none }
.frames summary::before { content: '▸'; color: var(--mu) }
.frames [open] > summary::before { rotate: 90deg }
.frames summary .fn { flex: 1 1 auto }
.raw { flex-basis: 100%; color: var(--mu); padding-block: 2px }
.code, pre { text-align: left }
.code { overflow: auto hidden; margin-block: 4px; border: 1px solid var(--bd); border-radius: 6px; background: var(--s) }
.code > div { inline-size: max-content; min-inline-size: 100%; padding-block: 4px; white-space: pre; tab-size: 2 }
.near { color: var(--mu) }
.code > div > div { padding-inline-end: 12px }
.at { background: color-mix(in srgb, var(--unhealthy) 12%, var(--s)); font-weight: 600 }
.no { display: inline-block; min-inline-size: 6ch; margin-inline-end: 12px; text-align: end; font-weight: 400; color: var(--mu); user-select: none }
.at .no::before { content: '▸ '; color: var(--unhealthy) }
.file { direction: ltr; display: inline-flex; min-inline-size: 0; max-inline-size: 100%; color: var(--mu) }
.file > :last-child { flex: none; max-inline-size: 100% }
.dir { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
summary { color: var(--mu); min-block-size: 24px; padding-block: 3px }
summary.strong { color: var(--fg) }
.stack summary { padding-inline: 10px }
pre { direction: ltr; font: .93em/1.5 var(--mono); white-space: pre-wrap; margin: 4px 0 0; padding: 8px 10px; background: var(--s2); border-radius: 6px }
.facets { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr)); gap: 16px; padding: 12px 8px; background: var(--s2); border-block-end: 1px solid var(--bd) }
.facets li > * { display: grid; inline-size: 100%; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; padding: 4px 8px 6px; border: 0; border-radius: 6px; background: none; text-align: inherit }
.facets button:hover { background: var(--s) }
.facets [aria-pressed=true] { background: var(--s); box-shadow: inset 0 0 0 1px var(--ac); font-weight: 600 }
.facets [aria-pressed=true] rect { fill: var(--ac) }
.facets :is(h3, p, summary) { margin-inline: 8px }
.chip.of { max-inline-size: 100%; padding-inline-end: 0; border-radius: 6px; line-height: 1 }
.chip.of > span { overflow: hidden; text-overflow: ellipsis }
.chip.of .ib { inline-size: 24px; block-size: 28px }
.share { grid-column: 1 / -1; inline-size: 100%; block-size: 3px; border-radius: 2px; background: var(--bd) }
.share rect { fill: var(--mu) }
.trail { border-inline-start: 2px solid var(--bd); margin-inline-start: 5px; display: grid; gap: 5px }
.crumb { display: grid; grid-template-columns: 60px minmax(0, 1fr); gap: 8px; padding-inline-start: 12px; position: relative }
.crumb::before { content: ''; position: absolute; inset: 5px auto auto -6px; inline-size: 10px; block-size: 10px; border-radius: 50%; border: 2px solid var(--s); background: var(--mu) }
.l-warn::before { background: var(--degraded); border-radius: 2px }
.l-error::before { background: var(--unhealthy); border-radius: 2px; rotate: 45deg }
.crumb time { color: var(--mu); text-align: end }
.tags { display: flex; flex-wrap: wrap; gap: 6px }
.tags .chip { white-space: normal }
@container ops (min-width: 1100px) {
.split.open { grid-template-columns: minmax(0, 1fr) minmax(380px, 40%) }
}
@container ops (min-width: 600px) {
.open > .detail { block-size: 0; min-block-size: max(100%, 560px); overflow: hidden auto; overscroll-behavior: contain }
}
@container ops (min-width: 600px) and (max-width: 1099.9px) {
.open > * { grid-area: 1 / 1 }
.open > .detail { z-index: 2; justify-self: end; inline-size: min(480px, 86%); border-start-start-radius: var(--r); box-shadow: -12px 0 32px #0000002e }
}
@container ops (max-width: 599.9px) {
.open > :not(.detail) { display: none }
.detail { border: 0; padding-inline: 12px }
.bulk, .silences li { padding-inline: 12px }
}
@media (forced-colors: active) {
/* A label on the accent's colour would get a patch of the page's colour behind it. */
.b.primary { forced-color-adjust: none; background: Highlight; border-color: Highlight; color: HighlightText }
.share { background: none; outline: 1px solid CanvasText }
.strip rect, .share rect { forced-color-adjust: none }
}
@media print { .acts { display: none } .detail { block-size: auto; overflow: visible } }
`;
