import { elements } from '../elements.ts';
import { defineElement } from '../shared/define-element.ts';

defineElement('ops-health', elements['ops-health']);
