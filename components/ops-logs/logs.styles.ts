import { css } from 'lit';

/** Lines and not cards: as many as fit, one under the other. */
export const logsStyles = css`
:host { --row: var(--ops-row-height, 30px) }
:host([density=compact]) { --row: var(--ops-row-height, 24px) }
.logs { --cols: 104px 84px 112px minmax(0, 1fr); block-size: min(var(--ops-list-height, 640px), 60vh) }
.logs .row { border-block: 0 }
.logs .row:hover { background: var(--s2) }
.row .c-time, .row .c-message { font: .93em/1.5 var(--mono); white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.c-time, .c-source { color: var(--mu) }
.row .c-message { direction: ltr }
.c-source { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.ERROR { background: color-mix(in srgb, var(--unhealthy) 6%, var(--s)) }
.WARN { background: color-mix(in srgb, var(--degraded) 6%, var(--s)) }
.DEBUG .c-message, .TRACE .c-message { color: var(--mu) }
.c-message .mu { margin-inline-start: 12px }
.tail { position: sticky; inset-block-end: 8px; display: flex; justify-content: center; block-size: 0; z-index: 1 }
.tail .b { position: absolute; inset-block-end: 0; min-block-size: 32px; background: var(--fg); color: var(--s); border-color: var(--fg); border-radius: 16px; padding-inline: 16px; box-shadow: 0 2px 12px #0000002e }
.logs .empty { min-block-size: 240px; align-content: center }
.follow { display: inline-flex; align-items: center; gap: 5px; inline-size: auto; padding-inline: 8px; margin-block: -5px; margin-inline-end: auto }
.follow[aria-pressed=true] { color: var(--healthy) }
.foot { align-items: center }
@container ops (max-width: 1099.9px) {
.logs { --cols: 104px 84px minmax(0, 1fr) }
.c-source { display: none }
}
@container ops (min-width: 1100px) {
.open .logs { --cols: 104px 84px minmax(0, 1fr) }
.open .c-source { display: none }
}
@container ops (max-width: 599.9px) {
.logs { --cols: auto minmax(0, 1fr); --row: 50px }
.logs .row { gap: 0 8px }
.logs .row + .row { border-block-start: 1px solid var(--bd) }
.c-level { grid-area: 1 / 1 }
.c-time { grid-area: 1 / 2; text-align: end }
.c-message { grid-area: 2 / 1 / 3 / -1 }
.c-message .mu { display: none }
}
`;
