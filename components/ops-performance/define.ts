import { defineElement } from '../shared/define-element.ts';
import { OpsPerformance } from './ops-performance.ts';

defineElement('ops-performance', OpsPerformance);
