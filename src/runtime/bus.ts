import type { OpsEvent, Topic } from '../contract/notices.ts';
import type { AlertingService } from '../services/alerting/alerting-service.ts';
import type { Notify } from '../services/ports/notices.ts';
import type { Publish } from '../services/ports/publish.ts';
import type { Transaction } from '../services/ports/store.ts';
import { appendEvents } from './event-log.ts';

const topics: Readonly<Record<string, Topic>> = { error: 'errors', performance: 'performance', health: 'health', alert: 'alerts' };

/** What an event of one service means to the alerting service: seed's integration guide, at work without a page. */
async function raise(tx: Transaction, alerting: AlertingService, event: OpsEvent): Promise<readonly OpsEvent[]> {
  switch (event.name) {
    case 'error.captured': {
      if (event.detail.severity !== 'CRITICAL') return [];
      const { id, message, signature, category } = event.detail;
      return (await alerting.trigger(tx, 'critical_error', { errorId: id, message, signature, category }, {})).events;
    }
    case 'performance.alert':
      return (await alerting.trigger(tx, 'performance_issue', { ...event.detail }, {})).events;
    case 'health.system_status_updated': {
      const { status } = event.detail;
      if (status === 'UNHEALTHY' || status === 'CRITICAL') return (await alerting.trigger(tx, 'system_unhealthy', { ...event.detail }, {})).events;
      // No data freezes: a system nobody can see any more is not a healthy one.
      if (status === 'UNKNOWN') return [];
      return alerting.clear(tx, 'system_unhealthy', `system status is ${status}`);
    }
    case 'health.status_updated':
    case 'alert.triggered':
    case 'alert.acknowledged':
    case 'alert.escalated':
    case 'alert.resolved':
      return [];
  }
}

/** Between the services, which do not know each other: events go to every tab, and from one service to the next. */
export function createBus(alerting: () => AlertingService, notify: Notify): Publish {
  return async (tx, events) => {
    const all: OpsEvent[] = [];
    for (const event of events) all.push(event, ...(await raise(tx, alerting(), event)));
    await appendEvents(tx, all);
    if (!all.length) return;
    notify('events');
    for (const topic of new Set(all.map((event) => topics[event.name.slice(0, event.name.indexOf('.'))]))) if (topic) notify(topic);
  };
}
