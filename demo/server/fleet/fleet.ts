import type { DatabaseSync } from 'node:sqlite';
import { alertmanagerHolds } from '../notifications/create-outlets.ts';
import type { Notifications } from '../notifications/notifications.ts';
import { Refusal } from '../reply.ts';
import { ActiveSessions } from './active-sessions.ts';
import { type Evidence, type FleetAlert, type FleetIncident, type FleetInput, type Held, newFleetAlert, reduceFleet } from './fleet-alert.ts';
import { fleetNotice } from './fleet-notice.ts';

const schema = `
  create table if not exists fleet_alerts (key text primary key, body text not null) strict;
  create table if not exists fleet_evidence (key text not null, browser text not null, body text not null, primary key (key, browser)) strict, without rowid;
  create table if not exists fleet_incidents (id text primary key, key text not null, body text not null, opened_at integer not null, resolved_at integer) strict;
`;

/** ms between two looks at leases that may have run out */
const lookEvery = 5_000;
const keepResolved = 90 * 86_400_000;
/** Kinds of faults at a time: a page that makes keys up must not fill the disk. */
const mostKeys = 1_000;

export interface FleetOptions {
  readonly database: DatabaseSync;
  readonly notifications: Notifications;
  readonly now: () => number;
}

/**
 * What many browsers say together. Each step is the pure one of `fleet-alert.ts`; what it changes is in the database before anybody
 * is told, and read from there at the start.
 */
export class Fleet {
  readonly sessions: ActiveSessions;
  readonly #options: FleetOptions;
  readonly #timer: NodeJS.Timeout;
  #alerts: ReadonlyMap<string, FleetAlert>;
  #refreshedAt = 0;

  constructor(options: FleetOptions) {
    const { database, now } = options;
    this.#options = options;
    database.exec(schema);
    this.#alerts = loadAlerts(database);
    this.sessions = new ActiveSessions(database, now());
    this.#timer = setInterval(() => this.look(), lookEvery).unref();
  }

  /** Takes evidence; answers with the incident of each, where there is one. */
  take(all: readonly Evidence[]): readonly (FleetIncident | null)[] {
    return this.#change((alerts) => all.map((evidence) => {
      const known = alerts.get(evidence.key);
      if (!known && alerts.size >= mostKeys) throw new Refusal(429, 'too_many_keys', `expected at most ${mostKeys} keys at a time`, { 'retry-after': '300' });
      return this.#step(alerts, known ?? newFleetAlert(evidence), { kind: 'evidence', evidence });
    }));
  }

  /** Ends leases, and says again to Alertmanager what still fires. */
  look(): void {
    const { database, now, notifications } = this.#options;
    if (this.#alerts.size) this.#change((alerts) => [...alerts.values()].map((alert) => this.#step(alerts, alert, { kind: 'look' })));
    const at = now();
    if (at - this.#refreshedAt < alertmanagerHolds / 4) return;
    this.#refreshedAt = at;
    database.prepare('delete from fleet_incidents where resolved_at < ?').run(at - keepResolved);
    const firing = this.incidents().filter(({ state }) => state === 'firing');
    void notifications.outlets.alertmanager?.refresh(firing.map((incident) => fleetNotice(incident, 'triggered', this.sessions.count(at), at)));
  }

  /** `null`: there is none that fires. */
  acknowledge(id: string, userId: string, reason: string): FleetIncident | null {
    return this.#change((alerts) => {
      const alert = [...alerts.values()].find(({ incident }) => incident?.id === id && incident.state === 'firing');
      return alert ? this.#step(alerts, alert, { kind: 'acknowledge', userId, reason }) : null;
    });
  }

  /** What fires first, then the newest. */
  incidents(limit = 200): readonly FleetIncident[] {
    return this.#options.database
      .prepare('select body from fleet_incidents order by resolved_at is not null, opened_at desc limit ?')
      .all(limit)
      .map((row) => JSON.parse(String(row['body'])) as FleetIncident);
  }

  empty(): void {
    this.#options.database.exec('delete from fleet_alerts; delete from fleet_evidence; delete from fleet_incidents');
    this.#alerts = new Map();
    this.sessions.empty();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #step(alerts: Map<string, FleetAlert>, before: FleetAlert, input: FleetInput): FleetIncident | null {
    const { database, now, notifications } = this.#options;
    const at = now();
    const active = this.sessions.count(at);
    const { alert, events } = reduceFleet(before, input, active, at);
    const { key, incident } = alert;
    if (Object.keys(alert.evidence).length || incident?.state === 'firing') alerts.set(key, alert);
    else alerts.delete(key);
    writeAlert(database, before, alert);
    if (incident && incident !== before.incident) {
      database.prepare('insert or replace into fleet_incidents (id, key, body, opened_at, resolved_at) values (?, ?, ?, ?, ?)').run(incident.id, key, JSON.stringify(incident), incident.openedAt, incident.resolvedAt);
      for (const event of events) notifications.page(fleetNotice(incident, event, active, at));
    }
    return incident;
  }

  /** State and what is to be told of it are written together, or not at all. */
  #change<T>(run: (alerts: Map<string, FleetAlert>) => T): T {
    const { database, notifications } = this.#options;
    const alerts = new Map(this.#alerts);
    database.exec('begin immediate');
    try {
      const result = run(alerts);
      database.exec('commit');
      this.#alerts = alerts;
      notifications.wake();
      return result;
    } catch (error) {
      database.exec('rollback');
      throw error;
    }
  }
}

function loadAlerts(database: DatabaseSync): ReadonlyMap<string, FleetAlert> {
  const alerts = new Map<string, FleetAlert>();
  for (const { key, body } of database.prepare('select key, body from fleet_alerts').all()) {
    const held = database.prepare('select browser, body from fleet_evidence where key = ?').all(key as string);
    const evidence = Object.fromEntries(held.map((row) => [String(row['browser']), JSON.parse(String(row['body'])) as Held]));
    alerts.set(String(key), { ...(JSON.parse(String(body)) as Omit<FleetAlert, 'evidence'>), evidence });
  }
  return alerts;
}

/** Writes what a step changed: of ten thousand browsers' evidence, one row. */
function writeAlert(database: DatabaseSync, before: FleetAlert, { evidence, ...alert }: FleetAlert): void {
  const put = database.prepare('insert or replace into fleet_evidence (key, browser, body) values (?, ?, ?)');
  const drop = database.prepare('delete from fleet_evidence where key = ? and browser = ?');
  if (evidence !== before.evidence) {
    for (const [browser, held] of Object.entries(evidence)) if (before.evidence[browser] !== held) put.run(alert.key, browser, JSON.stringify(held));
    for (const browser of Object.keys(before.evidence)) if (!evidence[browser]) drop.run(alert.key, browser);
  }
  if (Object.keys(evidence).length || alert.incident?.state === 'firing') database.prepare('insert or replace into fleet_alerts (key, body) values (?, ?)').run(alert.key, JSON.stringify(alert));
  else database.prepare('delete from fleet_alerts where key = ?').run(alert.key);
}
