import { css } from 'lit';

export const performanceStyles = css`
.vitals { display: grid; grid-template-columns: repeat(auto-fit, minmax(148px, 1fr)); gap: 8px; padding: 4px 16px 14px; border-block-end: 1px solid var(--bd) }
.vital { display: grid; gap: 4px; text-align: inherit; padding: 10px 12px; border: 1px solid var(--bd); border-radius: 6px; background: none; min-inline-size: 0; align-content: start }
.vital:hover { border-color: var(--mu) }
.vital[aria-pressed=true] { border-color: var(--ac); box-shadow: inset 0 0 0 1px var(--ac) }
.vital .st { justify-content: space-between; font-weight: 600 }
.vital b { font-size: 1.38em; font-weight: 600; line-height: 1.2 }
.vital .none { color: var(--mu); font-weight: 400 }
.vital small { color: var(--mu); font-size: .92em }
.dist { block-size: 6px; inline-size: 100%; border-radius: 3px; background: var(--bd); display: block }
.dist .s-healthy { fill: var(--healthy) }
.dist .s-degraded { fill: var(--degraded) }
.dist .s-unhealthy { fill: var(--unhealthy) }
.score { display: flex; gap: 16px; align-items: center; padding: 14px 16px 8px; border-block-start: 1px solid var(--bd) }
.score b { flex: none; font-size: 2em; line-height: 1; font-weight: 600 }
.score .gap { flex: 1 }
.score .i { inline-size: 24px; block-size: 24px }
.causes { margin: 0; padding: 0; list-style: none; display: grid; gap: 2px }
.causes li { display: flex; justify-content: space-between; gap: 12px; min-inline-size: 0 }
.leak { display: flex; gap: 8px; align-items: start }
.leak .i { margin-block-start: 2px }
.picks { display: flex; gap: 8px; min-inline-size: 0 }
.picks select { min-inline-size: 0; flex: 0 1 auto; max-inline-size: 220px }
.link { border: 0; padding: 0; background: none; color: var(--ac); text-align: inherit; min-block-size: 24px; text-decoration: underline; text-decoration-color: transparent; text-underline-offset: 3px }
.link:hover { text-decoration-color: currentColor }
tbody th .link { overflow: hidden; text-overflow: ellipsis; max-inline-size: 100%; margin-block: -2px }
.link[aria-pressed=true] { font-weight: 700; text-decoration-color: currentColor }
.ah .seg { margin-block: -4px }
.ah .seg button { padding: 0 8px; min-block-size: 24px; font-size: .92em }
table + table { margin-block-start: 8px }
table { border-collapse: collapse; inline-size: 100%; table-layout: fixed }
caption { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }
th, td { font-weight: 400; text-align: end; padding: 5px 0; padding-inline-start: 12px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; inline-size: 64px }
th:first-child, td:first-child { text-align: inherit; padding-inline-start: 0; inline-size: auto }
thead th { color: var(--mu); font-size: .92em }
tbody tr { border-block-start: 1px solid var(--bd) }
tbody th { font: .93em/1.5 var(--mono) }
td.bad { color: var(--unhealthy); font-weight: 600 }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 10px 16px }
.facts div { display: grid }
.facts small { color: var(--mu) }
@container ops (min-width: 900px) {
.areas.pairs { grid-template-rows: none }
.pairs section.budgets { grid-area: auto; border-inline-start: 0 }
.pairs > .area { border-block-start: 1px solid var(--bd) }
.pairs > .area:nth-child(-n + 2) { border-block-start: 0 }
.pairs > .area:nth-child(even) { border-inline-start: 1px solid var(--bd) }
}
@container ops (max-width: 599.9px) {
.pairs table { font-size: .96em }
.vitals { grid-template-columns: repeat(2, minmax(0, 1fr)); padding-inline: 12px }
.score { padding-inline: 12px; flex-wrap: wrap }
.score .gap { flex: 1 1 160px }
.picks { flex: 1 1 100% }
.picks select { flex: 1 }
.minor { display: none }
th, td { inline-size: 54px; padding-inline-start: 8px; vertical-align: top }
tbody th { white-space: normal }
}
@media (forced-colors: active) { .dist rect { forced-color-adjust: none } }
`;
