import { defineElement } from '../shared/define-element.ts';
import { OpsAlerts } from './ops-alerts.ts';

defineElement('ops-alerts', OpsAlerts);
