import { defineElement } from './define-element.ts';
import { TrendChart } from './trend-chart.ts';

defineElement('ops-trend-chart', TrendChart);

export { ListPanel } from './list-panel.ts';
