import type { TemplateResult } from 'lit';
import type { HealthStatus } from '../../src/contract/health.ts';
import { icon, type Shape } from './icon.ts';

const octagon = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z';
const circle = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z';

const shapes: Readonly<Record<HealthStatus, Shape>> = {
  HEALTHY: { fill: circle, mark: 'm4.8 8.3 2.2 2.2 4.2-4.6' },
  DEGRADED: { fill: 'M8 1.4 15.3 14.5H.7Z', mark: 'M8 5.8v4M8 12v.2' },
  UNHEALTHY: { fill: octagon, mark: 'm5.5 5.5 5 5m0-5-5 5' },
  CRITICAL: { fill: octagon, mark: 'M8 4.2v4.6M8 11.5v.2' },
  UNKNOWN: { line: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13', dash: true, mark: 'M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.5v.2' },
};

/** The shape of a status; the colour and the word stand beside it. */
export function statusIcon(status: HealthStatus): TemplateResult {
  return icon(shapes[status], `s-${status.toLowerCase()}`);
}
