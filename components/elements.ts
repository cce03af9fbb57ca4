import { OpsAlerts } from './ops-alerts/ops-alerts.ts';
import { OpsErrors } from './ops-errors/ops-errors.ts';
import { OpsHealth } from './ops-health/ops-health.ts';

/**
 * The elements by name. One object, so that a bundler which splits by entry keeps them in one chunk: they share so much vocabulary
 * that three chunks weigh 4 kB (gzip) more than one. For files of a script tag; a page with a bundler imports the one that it needs.
 */
export const elements = { 'ops-alerts': OpsAlerts, 'ops-errors': OpsErrors, 'ops-health': OpsHealth } as const;
