import { defineElement } from '../shared/define-element.ts';
import { OpsDashboard } from './ops-dashboard.ts';

defineElement('ops-dashboard', OpsDashboard);
