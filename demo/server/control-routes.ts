import type { DatabaseSync } from 'node:sqlite';
import type { AccessLog } from './access-log.ts';
import { emptyDatabase } from './database.ts';
import type { Faults } from './faults.ts';
import { asObject } from './read-json.ts';
import { receivedKinds, type ReceivedKind, reportReceived } from './received.ts';
import { Refusal } from './reply.ts';
import type { Route } from './router.ts';

const defaultLimit = 1_000;

/** Breaks and repairs the rest, and tells what arrived. Never broken itself. */
export function controlRoutes(database: DatabaseSync, faults: Faults, access: AccessLog, changed: () => void, emptied: () => void): readonly Route[] {
  return [
    { method: 'GET', path: '/demo/faults', group: null, handle: () => ({ status: 200, body: faults.snapshot() }) },
    {
      method: 'POST',
      path: '/demo/faults',
      group: null,
      handle: async ({ json }) => {
        faults.set((await json()).value);
        changed();
        return { status: 200, body: faults.snapshot() };
      },
    },
    {
      method: 'POST',
      path: '/demo/reset',
      group: null,
      // `{data: true}` also forgets bookings and what was received.
      handle: async ({ request, json }) => {
        const data = request.headers['content-length'] === '0' || (!request.headers['content-length'] && !request.headers['transfer-encoding']) ? false : asObject((await json()).value)['data'] === true;
        faults.reset();
        if (data) {
          emptyDatabase(database);
          emptied();
        }
        changed();
        return { status: 200, body: faults.snapshot() };
      },
    },
    // `?id=`: what the server logged of one request of the page.
    { method: 'GET', path: '/demo/requests', group: null, handle: ({ url }) => ({ status: 200, body: { lines: access.lines(url.searchParams.get('id')) } }) },
    {
      method: 'GET',
      path: '/demo/received',
      group: null,
      handle: ({ url }) => {
        const kind = url.searchParams.get('kind') as ReceivedKind;
        if (!receivedKinds.includes(kind)) throw new Refusal(400, 'malformed', `kind: expected one of ${receivedKinds.join(', ')}, got ${JSON.stringify(kind)}`);
        const limit = Number(url.searchParams.get('limit') ?? defaultLimit);
        if (!Number.isInteger(limit) || limit < 0) throw new Refusal(400, 'malformed', `limit: expected a whole number of at least 0`);
        return { status: 200, body: reportReceived(database, kind, limit) };
      },
    },
  ];
}
