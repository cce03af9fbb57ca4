import { defineElement } from '../shared/define-element.ts';
import { OpsHealth } from './ops-health.ts';

defineElement('ops-health', OpsHealth);
