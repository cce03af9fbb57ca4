import type { AlertsApi } from '../../contract/runtime-api.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';

export type AlertingService = Reads<AlertsApi, keyof AlertsApi>;

/** Alerts and their incidents. Every call is a promise; one that cannot be done rejects with the reason. */
export const alertingService: AlertingService = reads('alerts', {});
export default alertingService;
