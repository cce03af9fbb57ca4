import type { DatabaseSync } from 'node:sqlite';
import type { Notifications } from '../notifications/notifications.ts';
import { asObject, asText } from '../read-json.ts';
import { Refusal } from '../reply.ts';
import type { Route } from '../router.ts';
import { currentUser } from '../sessions.ts';
import { activeFor } from './active-sessions.ts';
import type { Fleet } from './fleet.ts';
import { fleetPolicy } from './fleet-alert.ts';
import { parseEvidence } from './parse-evidence.ts';

/** What browsers say of alerts, and what the fleet makes of it. */
export function fleetRoutes(database: DatabaseSync, fleet: Fleet, notifications: Notifications): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/alerts/evidence',
      group: 'evidence',
      handle: async ({ json }) => {
        const { value } = await json();
        const now = Date.now();
        const body = asObject(value);
        fleet.sessions.hear(Array.isArray(body['evidence']) ? body['evidence'] : [body], now);
        const evidence = parseEvidence(value, now);
        const incidents = fleet.take(evidence);
        const results = evidence.map(({ key }, at) => ({ key, incident: incidents[at]?.id ?? null, state: incidents[at]?.state ?? 'watched' }));
        return { status: 202, body: { accepted: evidence.length, lease: fleetPolicy.lease, results } };
      },
    },
    {
      method: 'GET',
      path: '/api/fleet',
      group: 'evidence',
      handle: () => {
        const { lease, minSessions, minShare } = fleetPolicy;
        return { status: 200, body: { at: Date.now(), active: fleet.sessions.count(Date.now()), policy: { lease, minSessions, minShare, activeFor }, incidents: fleet.incidents(), outlets: notifications.status() } };
      },
    },
    {
      method: 'POST',
      path: '/api/fleet/acknowledge',
      group: 'evidence',
      handle: async ({ request, json }) => {
        const user = currentUser(database, request, Date.now());
        if (user.type !== 'admin') throw new Refusal(403, 'not_allowed', 'expected somebody of the staff');
        const { id, reason } = asObject((await json()).value);
        const incident = fleet.acknowledge(asText(id, 'id'), user.id, asText(reason, 'reason').slice(0, 500));
        if (!incident) throw new Refusal(404, 'no_such_incident', 'no incident of this id fires');
        return { status: 200, body: { incident } };
      },
    },
  ];
}
