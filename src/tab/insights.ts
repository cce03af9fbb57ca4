/** What is behind the numbers: loaded when the page has been (docs/decisions/025). Without this file the numbers are the same. */
export { captureInsights as insights } from './insights/capture-insights.ts';
