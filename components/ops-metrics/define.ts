import { defineElement } from '../shared/define-element.ts';
import { OpsMetrics } from './ops-metrics.ts';

defineElement('ops-metrics', OpsMetrics);
