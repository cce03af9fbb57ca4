/** What a page may never need of any element: help, export, and the window over long lists. One chunk. */
export { exportPanel, styles, toolsTemplate } from './panel-tools.ts';
export { startAgent } from './start-agent.ts';
export { RowWindowController } from './row-window-controller.ts';
export { ListPanel } from './list-panel.ts';
