import type { Severity } from '../notifications/notice.ts';

/** What one browser says of one alert. */
export interface Evidence {
  /** What it is about: the same for all browsers that see the same fault. */
  readonly key: string;
  readonly alertId: string;
  readonly severity: Severity;
  readonly installId: string;
  /** How many sessions of that browser are affected. */
  readonly sessions: number;
  readonly value: number | null;
  readonly sampleSize: number | null;
  readonly state: 'firing' | 'resolved';
  /** epoch ms by that browser's clock: tells its own messages apart, nothing else. */
  readonly at: number;
  /** A security alert: opens an incident by itself. */
  readonly security: boolean;
}

/** Evidence as it is held: until `expiresAt`, unless it is said again. A `resolved` one is kept as long, so that an older message that is late does not revive it. */
export interface Held extends Omit<Evidence, 'key' | 'alertId' | 'security'> {
  /** epoch ms, this server's clock */
  readonly expiresAt: number;
}

export interface FleetIncident {
  readonly id: string;
  readonly key: string;
  readonly alertId: string;
  readonly severity: Severity;
  readonly state: 'firing' | 'resolved';
  /** `false`: a security alert that too few browsers have confirmed yet. */
  readonly verified: boolean;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  readonly acknowledgement: { readonly userId: string; readonly reason: string; readonly at: number } | null;
  /** Affected right now, and at the worst. */
  readonly sessions: number;
  readonly mostSessions: number;
  readonly browsers: number;
  /** The worst that a browser reported. */
  readonly value: number | null;
}

/** All that is known of one key. */
export interface FleetAlert {
  readonly key: string;
  readonly alertId: string;
  readonly security: boolean;
  readonly evidence: Readonly<Record<string, Held>>;
  readonly incident: FleetIncident | null;
}

export type FleetInput =
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  /** Time passes. */
  | { readonly kind: 'look' }
  | { readonly kind: 'acknowledge'; readonly userId: string; readonly reason: string };

export interface FleetPolicy {
  /** ms that evidence holds */
  readonly lease: number;
  readonly minSessions: number;
  /** 0 to 1, of the active sessions */
  readonly minShare: number;
}

export type FleetEvent = 'triggered' | 'escalated' | 'acknowledged' | 'verified' | 'resolved';

export interface FleetStep {
  readonly alert: FleetAlert;
  /** In their order. */
  readonly events: readonly FleetEvent[];
}

/** RESEARCH's quorum. The lease outlasts four repetitions of a browser, which says its evidence again every minute. */
export const fleetPolicy: FleetPolicy = { lease: 300_000, minSessions: 3, minShare: 0.01 };

/** One browser is not the fleet, however many sessions it claims to have: it counts as this many at most, so that a quorum takes two browsers. */
export const mostOfOneBrowser = 2;
/** Browsers remembered a key; the quorum is long reached. */
const mostBrowsers = 10_000;
const ranks: readonly Severity[] = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const worse = (a: Severity, b: Severity): Severity => (ranks.indexOf(a) >= ranks.indexOf(b) ? a : b);

export function newFleetAlert({ key, alertId, security }: Evidence): FleetAlert {
  return { key, alertId, security, evidence: {}, incident: null };
}

/** How many sessions are affected: those of browsers that say so and have not fallen silent. */
export function affectedSessions({ evidence }: FleetAlert): number {
  return Object.values(evidence).reduce((sum, { state, sessions }) => sum + (state === 'firing' ? Math.min(mostOfOneBrowser, sessions) : 0), 0);
}

/** `active`: sessions heard of in the last five minutes. Those that are affected are active, whatever else was heard of them. */
export function hasQuorum(affected: number, active: number, { minSessions, minShare }: FleetPolicy): boolean {
  return affected >= minSessions && affected >= minShare * Math.max(active, affected);
}

function hold(alert: FleetAlert, { installId, severity, sessions, value, sampleSize, state, at }: Evidence, expiresAt: number): FleetAlert {
  const before = alert.evidence[installId];
  if (before ? before.at > at : Object.keys(alert.evidence).length >= mostBrowsers) return alert;
  return { ...alert, evidence: { ...alert.evidence, [installId]: { installId, severity, sessions, value, sampleSize, state, at, expiresAt } } };
}

/**
 * One step of the fleet's view of an alert. Pure: time comes in, what is to be told goes out. An incident opens at a quorum, is
 * one until no browser holds evidence any more, and is told once of each thing that happens to it.
 */
export function reduceFleet(before: FleetAlert, input: FleetInput, active: number, now: number, policy: FleetPolicy = fleetPolicy): FleetStep {
  const alive = Object.entries(before.evidence).filter(([, { expiresAt }]) => expiresAt > now);
  let alert = alive.length === Object.keys(before.evidence).length ? before : { ...before, evidence: Object.fromEntries(alive) };
  if (input.kind === 'evidence') alert = hold(alert, input.evidence, now + policy.lease);

  const firing = Object.values(alert.evidence).filter(({ state }) => state === 'firing');
  const sessions = affectedSessions(alert);
  const quorum = hasQuorum(sessions, active, policy);
  const open = alert.incident?.state === 'firing' ? alert.incident : null;
  const events: FleetEvent[] = [];

  if (!firing.length) {
    if (!open) return { alert, events };
    return { alert: { ...alert, incident: { ...open, state: 'resolved', updatedAt: now, resolvedAt: now, sessions: 0, browsers: 0 } }, events: ['resolved'] };
  }
  if (!open && !quorum && !alert.security) return { alert, events };

  const severity = firing.reduce((worst, { severity }) => worse(worst, severity), open?.severity ?? 'INFO');
  const values = firing.flatMap(({ value }) => (value === null ? [] : [value]));
  const incident: FleetIncident = {
    ...(open ?? { id: `fleet:${alert.key}:${now}`, key: alert.key, alertId: alert.alertId, state: 'firing' as const, verified: quorum, openedAt: now, resolvedAt: null, acknowledgement: null, mostSessions: 0 }),
    severity,
    updatedAt: now,
    sessions,
    mostSessions: Math.max(open?.mostSessions ?? 0, sessions),
    browsers: firing.length,
    value: values.length ? Math.max(...values) : null,
  };
  if (!open) return { alert: { ...alert, incident }, events: ['triggered'] };

  let next = incident;
  if (quorum && !open.verified) {
    next = { ...next, verified: true };
    events.push('verified');
  }
  if (severity !== open.severity) {
    // Who took it took something smaller.
    next = { ...next, acknowledgement: null };
    events.push('escalated');
  }
  if (input.kind === 'acknowledge' && !open.acknowledgement) {
    next = { ...next, acknowledgement: { userId: input.userId, reason: input.reason, at: now } };
    events.push('acknowledged');
  }
  return { alert: { ...alert, incident: next }, events };
}
