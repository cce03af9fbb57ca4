import type { DatabaseSync } from 'node:sqlite';
import type { Component, Faults, RouteGroup } from './faults.ts';
import { type HealthSources, reportHealth } from './health-report.ts';
import { itemsOf, receive, type ReceivedKind } from './received.ts';
import type { Route } from './router.ts';

export const release = '1.4.2';

/** What the monitoring agent sends to, and asks. */
export function monitoringRoutes(database: DatabaseSync, faults: Faults, health: HealthSources): readonly Route[] {
  const batch = (path: string, group: RouteGroup, kind: ReceivedKind, member: string): Route => ({
    method: 'POST',
    path,
    group,
    handle: async ({ json }) => {
      const body = await json();
      return { status: 202, body: receive(database, kind, itemsOf(body, member), body.bytes, Date.now()) };
    },
  });
  const single = (path: string, group: RouteGroup, kind: ReceivedKind, component?: Component): Route => ({
    method: 'POST',
    path,
    group,
    handle: async ({ json }) => {
      const body = await json();
      if (component) await faults.need(component);
      return { status: 202, body: receive(database, kind, [body.value], body.bytes, Date.now()) };
    },
  });
  return [
    batch('/api/logs', 'logs', 'logs', 'entries'),
    batch('/api/errors', 'errors', 'errors', 'errors'),
    single('/api/errors/alert', 'errors', 'errorAlerts'),
    batch('/api/performance/metrics', 'metrics', 'metrics', 'metrics'),
    single('/api/notifications/email', 'notifications', 'notifications', 'email_service'),
    single('/api/notifications/sms', 'notifications', 'notifications', 'sms_service'),
    single('/api/notifications/slack', 'notifications', 'notifications'),
    single('/api/alerts/webhook', 'webhook', 'webhook'),
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
