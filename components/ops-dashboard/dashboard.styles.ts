import { css } from 'lit';

/** A frame of frames: it has no border of its own. */
export const dashboardStyles = css`
.panel { background: none; border: 0; border-radius: 0 }
header { padding-inline: 0; border: 0 }
.toolbar { padding: 0; margin-inline-start: auto }
.summary { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr)); gap: 12px; padding-block: 4px 16px }
.summary button { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 10px; align-items: center; text-align: start; padding: 12px 14px; background: color-mix(in srgb, var(--c) 6%, var(--s)); border: 1px solid var(--bd); border-inline-start: 3px solid var(--c); border-radius: var(--r) }
.summary button:hover { border-color: var(--mu); border-inline-start-color: var(--c) }
.summary strong { font-weight: 600 }
.summary .mu { grid-column: 2 }
.panels, ::slotted(*) { min-inline-size: 0 }
.panels { display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px }
.bar { display: flex; flex-wrap: wrap; gap: 8px; padding-block-end: 12px }
.dim > .panels { filter: none }
@container ops (min-width: 1700px) {
.panels { grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start }
.wide { grid-column: 1 / -1 }
}
`;
