import type { OpsEvent } from '../contract/notices.ts';
import type { AlertWatch } from '../services/alerting/alert-watch.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { Notify } from '../services/ports/notices.ts';
import type { Publish } from '../services/ports/publish.ts';
import type { Transaction } from '../services/ports/store.ts';
import { appendEvents } from './event-log.ts';

const topics = { error: 'errors', performance: 'performance', health: 'health', alert: 'alerts' } as const;

/** What an event of one service means to the alerting service: seed's integration guide, at work without a page. */
async function raise(tx: Transaction, alerting: AlertWatch, { name, detail }: OpsEvent): Promise<readonly OpsEvent[]> {
  const trigger = (alertId: string, data: object) => alerting.trigger(tx, alertId, data);
  if (name === 'performance.alert') return trigger('performance_issue', detail);
  if (name === 'error.captured' && detail.severity === 'CRITICAL') {
    const { id, message, signature, category } = detail;
    return trigger('critical_error', { errorId: id, message, signature, category });
  }
  if (name !== 'health.system_status_updated') return [];
  const { status } = detail;
  if (status === 'UNHEALTHY' || status === 'CRITICAL') return trigger('system_unhealthy', detail);
  // No data freezes: a system nobody can see any more is not a healthy one.
  return status === 'UNKNOWN' ? [] : alerting.clear(tx, 'system_unhealthy', `system status is ${status}`);
}

/** Between the services, which do not know each other: events go to every tab, and from one service to the next. */
export function createBus(alerting: () => AlertWatch, clock: Clock, notify: Notify): Publish {
  return async (tx, events) => {
    const all: OpsEvent[] = [];
    for (const event of events) all.push(event, ...(await raise(tx, alerting(), event)));
    await appendEvents(tx, all, clock.now());
    if (!all.length) return;
    notify('events');
    for (const topic of new Set(all.map(({ name }) => topics[name.split('.')[0] as keyof typeof topics]))) notify(topic);
  };
}
