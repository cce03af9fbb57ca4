import { css } from 'lit';

/** Frame, controls, list and detail: what every panel is made of. Sizes follow the element's own width, never the page's. */
export const panelStyles = css`
/* English in a page from right to left keeps its own order; what programs say begins at the left. */
*, ::before, ::after { box-sizing: border-box; unicode-bidi: plaintext }
code, .mono, .title { direction: ltr }
.panel:dir(rtl) { text-align: right }
.panel { background: var(--s); border: 1px solid var(--bd); border-radius: var(--r); position: relative; overflow: clip; overflow-wrap: anywhere }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; padding-block: 6px; padding-inline: 16px 8px; min-block-size: 44px }
#heading { flex: 1 1 6em; min-inline-size: 0 }
.h { font-size: 1.16em; font-weight: 600; line-height: 1.3 }
p { margin: 0 }
.i { inline-size: 16px; block-size: 16px; flex: none; color: var(--c, currentColor); overflow: visible }
.i path { fill: none; stroke-linecap: round; stroke-linejoin: round; stroke-width: 1.6 }
.i .fill { fill: currentColor }
.i .line { stroke: currentColor }
.i .mark { stroke: var(--s); stroke-width: 1.8 }
.i .line + .mark { stroke: currentColor; stroke-width: 1.5 }
.feed { display: flex; align-items: center; gap: 5px; color: var(--mu); white-space: nowrap; padding-inline-end: 4px; font-size: .93em }
.feed .i { inline-size: 12px; block-size: 12px }
.f-live .i { color: var(--healthy) }
.f-stale, .f-paused { color: var(--degraded) }
.f-disconnected, .f-error { color: var(--unhealthy) }
button, select, input, summary { font: inherit; color: inherit }
button, summary, select { cursor: pointer }
.b, select, input[type=search] { min-block-size: 30px; padding: 0 10px; border: 1px solid var(--bd); border-radius: 6px; background: var(--s); max-inline-size: 100% }
.b { display: inline-flex; align-items: center; justify-content: center; gap: 6px; font-weight: 500; white-space: nowrap }
.b[aria-expanded=true] { background: var(--s2) }
.b:hover { border-color: var(--mu) }
select { padding: 0 4px 0 6px }
input[type=checkbox] { inline-size: 16px; block-size: 16px; margin: 4px; accent-color: var(--ac) }
::placeholder { color: var(--mu); opacity: 1 }
.ib { inline-size: 30px; block-size: 30px; display: inline-grid; place-items: center; flex: none; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--mu) }
/* What a panel leaves to the dashboard around it. */
.own { display: var(--own, inline-grid) }
:focus-visible { outline: 2px solid var(--ac); outline-offset: 1px }
.ib:hover { background: var(--s2); color: var(--fg) }
code, .mono { font: .93em/1.5 var(--mono) }
.i.big { inline-size: 28px; block-size: 28px; margin-block-end: 6px }
.note { background: var(--s2); border-block-end: 1px solid var(--bd); padding: 6px 16px; display: flex; align-items: center; gap: 8px; color: var(--mu) }
.note > span { flex: 1 }
.note.bad { color: var(--unhealthy); padding-inline-end: 8px }
.dim > * { color: var(--mu); filter: grayscale(.85) }
.empty { padding: 40px 24px; display: grid; justify-items: center; gap: 4px; text-align: center; color: var(--mu) }
.empty strong { color: var(--fg); font-weight: 600 }
.empty p { max-inline-size: 46ch }
.empty p, .note > span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 6; overflow: hidden }
.empty .b { margin-block-start: 8px }
.skeleton { padding: 16px; display: grid; gap: 14px }
.skeleton i { block-size: 14px; border-radius: 4px; background: var(--s2) }
.skeleton i:nth-child(even) { inline-size: 72% }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 16px }
.toolbar input[type=search] { flex: 1 1 160px; min-inline-size: 0 }
.seg { display: inline-flex; border: 1px solid var(--bd); border-radius: 6px; overflow: hidden }
.seg button { border: 0; background: none; padding: 0 10px; min-block-size: 28px; color: var(--mu); white-space: nowrap }
.seg button + button { border-inline-start: 1px solid var(--bd) }
.seg [aria-pressed=true] { background: var(--s2); color: var(--fg); font-weight: 600 }
.seg :focus-visible { outline-offset: -2px }
.chip { display: inline-flex; align-items: center; gap: 4px; padding: 0 6px; border-radius: 9px; border: 1px solid var(--bd); font-size: .85em; line-height: 1.4; white-space: nowrap; color: var(--c, var(--mu)); font-weight: 500 }
.split { display: grid; position: relative; grid-template-columns: minmax(0, 1fr) }
.split > * { min-inline-size: 0 }
.rows { max-block-size: var(--ops-list-height, 640px); overflow: hidden auto; overflow-anchor: none }
.head, .row { display: grid; grid-template-columns: var(--cols); column-gap: 16px; align-items: center; padding-inline: 16px }
.rows > :last-child { margin-block-end: -1px }
.row { block-size: var(--row); cursor: pointer; scroll-margin-block: 32px }
.head, .tier { color: var(--mu); font-size: .88em }
.head { position: sticky; inset-block-start: 0; z-index: 1; background: var(--s); block-size: 30px; white-space: nowrap }
.row > *, .head > * { min-inline-size: 0 }
.row:hover { background: var(--s2) }
.row:focus-visible { outline-offset: -2px; border-radius: 4px }
.row[aria-selected=true] { background: color-mix(in srgb, var(--ac) 9%, var(--s)); border-inline-start: 2px solid var(--ac); padding-inline-start: 14px }
.two { display: grid; gap: 1px; line-height: 1.35 }
.two > *, .one { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.st { display: flex; align-items: center; gap: 7px; white-space: nowrap }
.tint { color: var(--c); font-weight: 600 }
.num { text-align: end; white-space: nowrap }
.mu { color: var(--mu) }
.strong { font-weight: 600 }
.small { font-size: .92em }
time { white-space: nowrap }
.spark { display: block; inline-size: 100%; block-size: 24px }
.spark path { fill: color-mix(in srgb, var(--mu) 60%, var(--s)) }
.spark .last { fill: var(--ac) }
.tier { padding: 4px 16px; font-weight: 600; background: var(--s2) }
@media (forced-colors: active) {
.bars svg { background: none }
.row[aria-selected=true], [aria-pressed=true] { outline: 2px solid Highlight; outline-offset: -2px }
.spark path, .beats path { forced-color-adjust: none; fill: CanvasText }
}
@media print {
.toolbar, .ib { display: none }
.rows { max-block-size: none; overflow: visible }
.panel { break-inside: avoid-page }
}
`;
