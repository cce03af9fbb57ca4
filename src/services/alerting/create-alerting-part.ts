import type { AlertingPart } from '../ports/alerting-part.ts';
import type { AlertingService } from './alerting-service.ts';
import type { OwnAlerts } from './own-alerts.ts';
import type { ReceiptLook } from './receipt-look.ts';

/** What the worker calls of alerting once it is loaded. */
export function createAlertingPart(incidents: AlertingService, own: OwnAlerts, receipts: ReceiptLook): AlertingPart {
  return {
    count: (...args) => own.count(...args),
    trigger: async (tx, alertId, data, times) => (await incidents.trigger(tx, alertId, data, {}, times)).events,
    clear: (tx, alertId, text) => incidents.clear(tx, alertId, text),
    delivered: async (tx, incidentId, key, outcome) => {
      await incidents.notificationDelivered(tx, incidentId, key, outcome);
      if (outcome.kind === 'delivered') receipts.expect();
    },
    look: async () => Math.min(await incidents.tick(), await receipts.look()),
  };
}
