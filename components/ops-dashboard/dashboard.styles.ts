import { css } from 'lit';

/** A frame of frames: it has no border of its own. */
export const dashboardStyles = css`
.panel { background: none; border: 0; border-radius: 0; overflow: visible }
header { padding-inline: 0; border: 0; row-gap: 8px }
.h { font-size: 1.38em }
.seg { background: var(--s); margin-inline: 4px }
.seg [aria-pressed=true] { background: color-mix(in srgb, var(--ac) 12%, var(--s)); color: var(--ac) }
.summary { display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 12px; padding-block: 4px 16px }
.summary button { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 10px; align-items: center; text-align: inherit; padding: 12px 14px; background: color-mix(in srgb, var(--c) 6%, var(--s)); border: 1px solid var(--bd); border-inline-start: 3px solid var(--c); border-radius: var(--r) }
.summary button:hover { border-color: var(--mu); border-inline-start-color: var(--c) }
.summary strong { font-weight: 600 }
.summary .mu { grid-column: 2 }
.panels, ::slotted(*) { min-inline-size: 0 }
/* One range and one pause for all: the panels show none of their own. */
.panels { --own: none; display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px }
.dim > .panels { filter: none }
@container ops (max-width: 599.9px) {
.summary { grid-template-columns: minmax(0, 1fr); gap: 8px }
.summary button { padding: 8px 12px }
.seg { order: 1; flex: 1 1 100%; margin: 0 }
.seg button { flex: 1; padding: 0 4px; min-block-size: 34px }
}
@container ops (min-width: 1700px) {
.panels { grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start }
.wide { grid-column: 1 / -1 }
}
`;
