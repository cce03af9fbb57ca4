import type { TemplateResult } from 'lit';
import type { Severity } from '../../src/contract/severity.ts';
import { icon, type Shape } from './icon.ts';

const shapes: Readonly<Record<Severity, Shape>> = {
  CRITICAL: { fill: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', mark: 'M8 4.2v4.6M8 11.5v.2' },
  HIGH: { fill: 'M8 1.4 15.3 14.5H.7Z', mark: 'M8 5.8v4M8 12v.2' },
  MEDIUM: { fill: 'M8 1.2 14.8 8 8 14.8 1.2 8Z' },
  LOW: { line: 'm3 5.5 5 5 5-5' },
  INFO: { line: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.2v4M8 4.8V5' },
};

/** The shape of a severity; the colour and the word stand beside it. */
export function severityIcon(severity: Severity): TemplateResult {
  return icon(shapes[severity], `v-${severity.toLowerCase()}`);
}
