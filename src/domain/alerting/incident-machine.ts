import type { Incident } from '../../contract/alert.ts';
import { severities } from '../../contract/severity.ts';
import type { IncidentCommand, IncidentEffect, IncidentPolicy, IncidentState, Transition } from './incident-state.ts';
import { page, rearmed, tellResolved } from './notify.ts';
import { addToTimeline } from './timeline.ts';

type Trigger = Extract<IncidentCommand, { kind: 'trigger' }>;

const minute = 60_000;
/** ms; who took a CRITICAL incident half an hour ago and has not resolved it may have gone home. */
const acknowledgementLasts: Readonly<Record<Incident['severity'], number | null>> = {
  CRITICAL: 30 * minute,
  HIGH: 120 * minute,
  MEDIUM: null,
  LOW: null,
  INFO: null,
};

function done(state: IncidentState | undefined, effects: readonly IncidentEffect[] = []): Transition {
  return { state, effects, refused: null };
}

function refused(state: IncidentState | undefined, reason: string): Transition {
  return { state, effects: [], refused: reason };
}

function changed(state: IncidentState, incident: Partial<Incident>, now: number): IncidentState {
  return { ...state, incident: { ...state.incident, ...incident, updatedAt: now } };
}

function noted(state: IncidentState, event: Incident['timeline'][number]['event'], text: string, now: number, userId?: string): IncidentState {
  const entry = userId === undefined ? { at: now, event, text } : { at: now, event, text, userId };
  return changed(state, { timeline: addToTimeline(state.incident.timeline, entry) }, now);
}

function opened(command: Trigger, policy: IncidentPolicy, now: number): Transition {
  const { definition } = command;
  const state: IncidentState = {
    incident: {
      id: command.id,
      alertId: definition.id,
      name: definition.name,
      description: definition.description,
      category: definition.category,
      severity: command.severity,
      state: 'firing',
      status: 'active',
      value: command.value,
      threshold: definition.threshold,
      sampleSize: command.sampleSize,
      count: Math.max(1, command.times),
      startedAt: now,
      updatedAt: now,
      resolvedAt: null,
      acknowledgement: null,
      resolution: null,
      escalation: { path: definition.escalationPath, level: 0, nextAt: null },
      silencedBy: command.silencedBy,
      notifications: [],
      timeline: [],
      data: command.data,
      context: command.context,
    },
    channels: command.channels,
    suppressionWindow: definition.suppressionWindow,
    round: 1,
    paged: false,
    told: [],
    suppressed: 0,
    triggeredAt: now,
    firstAcknowledgedAt: null,
  };
  if (command.silencedBy !== null) return done(noted(state, 'silenced', `${command.text}; silenced, so nobody is told`, now));
  const { state: paged, effects } = page(state, 'triggered', 0, command.text, policy, now);
  return done(paged, effects);
}

/** The numbers and evidence of another trigger; what it does not bring stays. */
function evidence({ incident }: IncidentState, { value, sampleSize, times, data, context }: Trigger): Partial<Incident> {
  return {
    count: incident.count + Math.max(1, times),
    value: value ?? incident.value,
    sampleSize: sampleSize ?? incident.sampleSize,
    data: Object.keys(data).length > 0 ? data : incident.data,
    context: Object.keys(context).length > 0 ? context : incident.context,
  };
}

function repeated(before: IncidentState, command: Trigger, policy: IncidentPolicy, now: number): Transition {
  const { incident } = before;
  const state = changed({ ...before, triggeredAt: now }, evidence(before, command), now);
  if (command.severity === incident.severity) return done(noted(state, 'repeated', `${command.text} (${state.incident.count} times)`, now));
  const moved = noted(changed(state, { severity: command.severity }, now), 'severity_changed', `${incident.severity} → ${command.severity}: ${command.text}`, now);
  if (severities.indexOf(command.severity) > severities.indexOf(incident.severity)) return done(moved);
  // Whoever took the lesser incident did not take this one.
  const risen: IncidentState = { ...changed(moved, { acknowledgement: null, status: 'active' }, now), round: moved.round + 1, paged: false };
  if (incident.silencedBy !== null) return done(risen);
  const { state: paged, effects } = page(risen, 'triggered', 0, command.text, policy, now);
  return done(paged, effects);
}

function triggeredAgain(before: IncidentState, command: Trigger, policy: IncidentPolicy, now: number): Transition {
  const { resolvedAt, resolution } = before.incident;
  if (now - (resolvedAt ?? 0) >= before.suppressionWindow * minute) return opened(command, policy, now);
  if (severities.indexOf(command.severity) < severities.indexOf(before.incident.severity)) return opened(command, policy, now);
  const minutes = Math.round((now - (resolvedAt ?? now)) / minute);
  // A person who says "resolved" is not contradicted by a window that still holds what was resolved.
  if (command.times === 0 && resolution && !resolution.automatic) {
    if (before.incident.timeline.at(-1)?.event === 'suppressed') return refused(before, 'suppressed');
    const text = `still bad ${minutes} min after it was resolved by hand: left alone for ${before.suppressionWindow} min`;
    return { ...done({ ...noted(before, 'suppressed', text, now), suppressed: before.suppressed + 1 }), refused: 'suppressed' };
  }
  const fresh = { state: 'firing', status: 'active', resolvedAt: null, resolution: null, acknowledgement: null } as const;
  const reopened: IncidentState = {
    ...changed(before, { ...evidence(before, command), ...fresh, silencedBy: command.silencedBy }, now),
    round: before.round + 1,
    paged: false,
    suppressed: before.suppressed + 1,
    triggeredAt: now,
  };
  const { incident } = noted(reopened, 'suppressed', `fired again ${minutes} min after it was resolved, so nobody is told yet: ${command.text}`, now);
  // Level 0 is told after one step, if it is still firing then.
  return done(rearmed({ ...reopened, incident: { ...incident, escalation: { ...incident.escalation, level: 0 } } }, policy, now));
}

function resolved(before: IncidentState, resolution: NonNullable<Incident['resolution']>, policy: IncidentPolicy, now: number): Transition {
  const { escalation } = before.incident;
  const by = resolution.automatic ? undefined : resolution.userId;
  const over = changed(before, { state: 'resolved', status: 'resolved', resolvedAt: now, resolution, escalation: { ...escalation, nextAt: null } }, now);
  const { state, effects } = tellResolved(noted(over, 'resolved', resolution.text, now, by), resolution.text, policy, now);
  // What nobody heard of begins and ends without a sound.
  return done(state, before.paged || !resolution.automatic ? [...effects, { kind: 'event', name: 'alert.resolved' }] : effects);
}

function escalated(state: IncidentState, policy: IncidentPolicy, now: number): Transition {
  const { incident } = state;
  const { nextAt, level, path } = incident.escalation;
  if (nextAt === null || now < nextAt || incident.acknowledgement || incident.silencedBy !== null) return refused(state, 'not due');
  const waited = Math.round((now - incident.startedAt) / minute);
  const { state: paged, effects } = state.paged
    ? page(changed(state, {}, now), 'escalated', Math.min(level + 1, path.length - 1), `not acknowledged after ${waited} min`, policy, now)
    : page(changed(state, {}, now), 'triggered', 0, 'still firing', policy, now);
  return done(paged, effects);
}

function acknowledgementExpired(state: IncidentState, policy: IncidentPolicy, now: number): Transition {
  const { acknowledgement, escalation, silencedBy } = state.incident;
  const expiresAt = acknowledgement?.expiresAt ?? null;
  if (expiresAt === null || now < expiresAt) return refused(state, 'not due');
  const free = noted(changed(state, { acknowledgement: null, status: 'active' }, now), 'ack_expired', 'the acknowledgement ran out', now);
  const again = rearmed({ ...free, round: free.round + 1 }, policy, now);
  if (again.incident.escalation.nextAt !== null || silencedBy !== null) return done(again);
  // Nobody is left above: the last of the path hears of it once more.
  const { state: paged, effects } = page(again, 'escalated', escalation.level, 'acknowledged, but not resolved in time', policy, now);
  return done(paged, effects);
}

/**
 * The life of one alert's incident. Pure: `now` and what a new incident is called come in, what is to be sent goes out, and
 * every deadline is an absolute time in the state, so it survives a restart between any two commands.
 *
 * The key of an incident is its alert's id: another value, session or severity is the same incident. What comes too late (an
 * acknowledgement of a resolved incident, an escalation that somebody has stopped) is refused and changes nothing.
 */
export function reduceIncident(state: IncidentState | undefined, command: IncidentCommand, policy: IncidentPolicy, now: number): Transition {
  if (command.kind === 'trigger') {
    if (!state) return opened(command, policy, now);
    return state.incident.state === 'firing' ? repeated(state, command, policy, now) : triggeredAgain(state, command, policy, now);
  }
  if (!state) return refused(state, 'no incident');
  const { incident } = state;
  if (command.kind === 'delivered') {
    const status = command.ok ? 'sent' : 'failed';
    const notifications = incident.notifications.map((one) => (one.key === command.key ? { ...one, status, at: now, detail: command.detail } as const : one));
    return done({ ...state, incident: { ...incident, notifications } });
  }
  if (incident.state === 'resolved') return refused(state, 'already resolved');
  switch (command.kind) {
    case 'measure':
      if (command.value === incident.value && command.sampleSize === incident.sampleSize) return refused(state, 'unchanged');
      return done(changed(state, { value: command.value, sampleSize: command.sampleSize }, now));
    case 'clear':
      return resolved(state, { userId: 'system', text: command.text, automatic: true }, policy, now);
    case 'resolve':
      return resolved(state, { userId: command.userId, text: command.text, automatic: false }, policy, now);
    case 'acknowledge': {
      const lasts = acknowledgementLasts[incident.severity];
      const acknowledgement = { userId: command.userId, reason: command.reason, at: now, expiresAt: lasts === null ? null : now + lasts };
      const taken = noted(changed(state, { acknowledgement, status: 'acknowledged' }, now), 'acknowledged', command.reason, now, command.userId);
      return done(rearmed({ ...taken, firstAcknowledgedAt: taken.firstAcknowledgedAt ?? now }, policy, now), [{ kind: 'event', name: 'alert.acknowledged' }]);
    }
    case 'ackExpired':
      return acknowledgementExpired(state, policy, now);
    case 'escalate':
      return escalated(state, policy, now);
    case 'rearm':
      return done(rearmed(state, policy, now));
    case 'silence':
      if (incident.silencedBy === command.silenceId) return refused(state, 'already silenced');
      return done(rearmed(noted(changed(state, { silencedBy: command.silenceId }, now), 'silenced', command.text, now), policy, now));
    case 'unsilence': {
      if (incident.silencedBy === null) return refused(state, 'not silenced');
      const heard = changed(state, { silencedBy: null }, now);
      if (state.paged || incident.acknowledgement) return done(rearmed(heard, policy, now));
      const { state: paged, effects } = page(heard, 'triggered', 0, 'its silence ended and it is still firing', policy, now);
      return done(paged, effects);
    }
  }
}
