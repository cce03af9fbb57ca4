import { defineElement } from '../shared/define-element.ts';
import { OpsLogs } from './ops-logs.ts';

defineElement('ops-logs', OpsLogs);
