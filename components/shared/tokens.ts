import { css } from 'lit';

/**
 * The visual language. A page overrides any `--ops-*` on the element or above it; the short names are this file's own. `auto`
 * follows the `color-scheme` of the page, so that a light page stays light on a dark desktop. Each pair passes 5:1.
 */
export const tokens = css`
:host {
--s: var(--ops-surface, light-dark(#fff, #0d1117));
--s2: var(--ops-surface-2, light-dark(#f6f8fa, #161b22));
--fg: var(--ops-fg, light-dark(#1c2128, #e6edf3));
--mu: var(--ops-fg-muted, light-dark(#57606a, #98a2ad));
--bd: var(--ops-border, light-dark(#d9dee4, #2b323b));
--ac: var(--ops-accent, light-dark(#1d58cc, #6ba6ff));
--healthy: var(--ops-status-healthy, light-dark(#27734f, #8ef0bd));
--degraded: var(--ops-status-degraded, light-dark(#8f5a00, #ffc933));
--unhealthy: var(--ops-status-unhealthy, light-dark(#8c0d1e, #ee5a48));
--unknown: var(--ops-status-unknown, light-dark(#3b4453, #858fa3));
--critical: var(--ops-severity-critical, light-dark(#a1206f, #ff7ac0));
--high: var(--ops-severity-high, light-dark(#7d1006, #d96a38));
--medium: var(--ops-severity-medium, light-dark(#8c5e00, #f2cf1a));
--low: var(--ops-severity-low, light-dark(#1d58cc, #4b93ff));
--info: var(--ops-severity-info, light-dark(#222b36, #dbe6f2));
--r: var(--ops-radius, 8px);
--row: var(--ops-row-height, 48px);
--mono: var(--ops-font-mono, ui-monospace, Menlo, Consolas, monospace);
display: block;
container: ops / inline-size;
color: var(--fg);
font: 400 max(13px, .8125rem)/1.45 var(--ops-font, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif);
font-variant-numeric: tabular-nums;
text-align: start;
}
:host([hidden]) { display: none }
:host([theme=light]) { color-scheme: light }
:host([theme=dark]) { color-scheme: dark }
:host([density=compact]) { --row: var(--ops-row-height, 40px) }
.s-healthy { --c: var(--healthy) }
.s-degraded { --c: var(--degraded) }
.s-unhealthy { --c: var(--unhealthy) }
.s-critical { --c: var(--critical) }
.s-unknown { --c: var(--unknown) }
.s-high { --c: var(--high) }
.s-medium { --c: var(--medium) }
.s-low { --c: var(--low) }
.s-info { --c: var(--info) }
@media (prefers-contrast: more) {
:host { --mu: var(--fg); --bd: var(--fg) }
}
@media (forced-colors: active) {
:host { --s: Canvas; --s2: Canvas; --bd: CanvasText; --ac: Highlight }
}
`;
