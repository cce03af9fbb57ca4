import { css } from 'lit';

export const alertsStyles = css`
.grid { --cols: 92px minmax(160px, 1fr) 116px 76px 148px 132px 148px }
.grid.select { --cols: 24px 92px minmax(160px, 1fr) 116px 76px 148px 132px 148px }
.gap { flex: 1 }
.head .c-check { visibility: hidden }
.c-check { display: grid; place-items: center }
.c-delivery { font-size: .92em; overflow: hidden; max-block-size: 3em }
.head .c-delivery { font-size: inherit }
.c-owner .i { inline-size: 13px; block-size: 13px }
.ch { display: inline-flex; align-items: center; gap: 3px; color: var(--mu); margin-inline-end: 8px }
.ch .i { inline-size: 12px; block-size: 12px }
.ch.failed { color: var(--unhealthy) }
.quick { min-block-size: 26px; padding: 0 8px; font-size: .92em }
.row.acknowledged .strong { font-weight: 500 }
.row.resolved { color: var(--mu) }
@container ops (min-width: 1100px) {
.open .grid { --cols: 92px minmax(0, 1fr) 108px 72px 140px }
.open .grid.select { --cols: 24px 92px minmax(0, 1fr) 108px 72px 140px }
.open .c-delivery, .open .c-escalation { display: none }
}
@container ops (min-width: 600px) and (max-width: 1099.9px) {
.grid { --cols: 88px minmax(0, 1fr) 104px 72px 132px }
.grid.select { --cols: 24px 88px minmax(0, 1fr) 104px 72px 132px }
.c-delivery, .c-escalation { display: none }
}
@container ops (max-width: 599.9px) {
.grid, .grid.select { --cols: minmax(0, 1fr) auto; --row: 108px }
.row { align-content: center; gap: 3px 12px }
.c-check, .c-delivery, .c-escalation { display: none }
.c-severity { grid-area: 1 / 1 }
.c-started { grid-area: 1 / 2; color: var(--mu); text-align: end }
.c-alert { grid-area: 2 / 1 / 3 / -1 }
.c-value { grid-area: 3 / 1; display: flex; gap: 6px; align-items: baseline }
.c-owner { grid-area: 3 / 2; text-align: end }
.c-owner .two > .small { display: none }
.gap { display: none }
.toolbar > .narrow { margin-inline: auto -8px }
}
`;
