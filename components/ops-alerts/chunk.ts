import { elements } from '../elements.ts';
import { defineElement } from '../shared/define-element.ts';

defineElement('ops-alerts', elements['ops-alerts']);
