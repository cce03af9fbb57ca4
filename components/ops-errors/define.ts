import { defineElement } from '../shared/define-element.ts';
import { OpsErrors } from './ops-errors.ts';

defineElement('ops-errors', OpsErrors);
