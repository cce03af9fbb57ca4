import type { DatabaseSync } from 'node:sqlite';
import type { Faults, RouteGroup } from './faults.ts';
import { type HealthSources, reportHealth } from './health-report.ts';
import { itemsOf, receive, type ReceivedKind } from './received.ts';
import type { Route } from './router.ts';

export const release = '1.4.2';

/** What the monitoring agent sends to, and asks. */
export function monitoringRoutes(database: DatabaseSync, faults: Faults, health: HealthSources, hear: (items: readonly unknown[], now: number) => void): readonly Route[] {
  const batch = (path: string, group: RouteGroup, kind: ReceivedKind, member: string): Route => ({
    method: 'POST',
    path,
    group,
    handle: async ({ json }) => {
      const body = await json();
      const items = itemsOf(body, member);
      const now = Date.now();
      const reception = receive(database, kind, items, body.bytes, now);
      hear(items, now);
      return { status: 202, body: reception };
    },
  });
  return [
    batch('/api/logs', 'logs', 'logs', 'entries'),
    batch('/api/errors', 'errors', 'errors', 'errors'),
    {
      method: 'POST',
      path: '/api/errors/alert',
      group: 'errors',
      handle: async ({ json }) => {
        const body = await json();
        return { status: 202, body: receive(database, 'errorAlerts', [body.value], body.bytes, Date.now()) };
      },
    },
    batch('/api/performance/metrics', 'metrics', 'metrics', 'metrics'),
    { method: 'GET', path: '/api/health', group: 'health', handle: () => reportHealth(health, release) },
    {
      method: 'GET',
      path: '/cdn/ping.txt',
      group: 'cdn',
      handle: async () => {
        await faults.need('cdn');
        return { status: 200, body: 'pong\n' };
      },
    },
  ];
}
