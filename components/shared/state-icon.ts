import type { TemplateResult } from 'lit';
import type { HealthStatus } from '../../src/contract/health.ts';
import type { Severity } from '../../src/contract/severity.ts';
import { icon, type Shape } from './icon.ts';

const octagon = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z';
const critical: Shape = { fill: octagon, mark: 'M8 4.2v4.6M8 11.5v.2' };
const warning: Shape = { fill: 'M8 1.4 15.3 14.5H.7Z', mark: 'M8 5.8v4M8 12v.2' };

const shapes: Readonly<Record<HealthStatus | Severity, Shape>> = {
  HEALTHY: { fill: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z', mark: 'm4.8 8.3 2.2 2.2 4.2-4.6' },
  DEGRADED: warning,
  UNHEALTHY: { fill: octagon, mark: 'm5.5 5.5 5 5m0-5-5 5' },
  CRITICAL: critical,
  UNKNOWN: { line: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13', dash: '2.4 2', mark: 'M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.5.3-.8.6-.8 1.2M8 11.5v.2' },
  HIGH: warning,
  MEDIUM: { fill: 'M8 1.2 14.8 8 8 14.8 1.2 8Z' },
  LOW: { line: 'm3 5.5 5 5 5-5' },
  INFO: { line: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.2v4M8 4.8V5' },
};

/** The shape of a status or a severity, in its colour; the word stands beside it. */
export function stateIcon(state: HealthStatus | Severity): TemplateResult {
  return icon(shapes[state], `s-${state.toLowerCase()}`);
}
