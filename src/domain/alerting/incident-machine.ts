import type { Channel, Notification, TimelineEntry } from '../../contract/alert.ts';
import { severities } from '../../contract/severity.ts';
import type { Severity } from '../../contract/severity.ts';
import type { IncidentCommand, IncidentPolicy, IncidentRow, Transition, Trigger } from './incident-state.ts';

const minute = 60_000;
const longestTimeline = 100;
const mostNotifications = 200;
/** ms; who took a CRITICAL incident half an hour ago and has not resolved it may have gone home. */
const acknowledgementLasts: Readonly<Partial<Record<Severity, number>>> = { CRITICAL: 30 * minute, HIGH: 120 * minute };

const isWorse = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

/**
 * The incident that a trigger belongs to: the alert's latest while it fires or is within the suppression window, unless
 * it got worse since; else a new one. Its key is the alert's id: another value or session is the same incident.
 */
export function incidentFor(latest: IncidentRow | undefined, { definition, severity }: Trigger, id: string, now: number): IncidentRow {
  const { id: alertId, name, description, category, threshold, channels, escalationPath: path, suppressionWindow } = definition;
  if (latest && (!latest.resolvedAt || (now - latest.resolvedAt < suppressionWindow * minute && !isWorse(severity, latest.severity)))) return latest;
  return {
    key: id,
    id,
    alertId,
    name,
    description,
    category,
    severity,
    threshold,
    channels,
    state: 'resolved',
    status: 'resolved',
    value: null,
    sampleSize: null,
    count: 0,
    startedAt: now,
    updatedAt: now,
    resolvedAt: null,
    acknowledgement: null,
    resolution: null,
    escalation: { path, level: 0, nextAt: null },
    silencedBy: null,
    notifications: [],
    timeline: [],
    data: {},
    context: {},
    round: 0,
    paged: false,
    goodSince: null,
  };
}

/** Who was told since the last resolution. */
function toldIn(notifications: readonly Notification[]): readonly Notification[] {
  const told = new Map<string, Notification>();
  for (const one of notifications) {
    if (one.event === 'resolved') told.clear();
    else if (one.status !== 'failed') told.set(one.channel + one.to, one);
  }
  return [...told.values()];
}

/**
 * The life of one alert's incident. Pure: `now` comes in, what is to be sent goes out, and every deadline is an absolute time
 * in the row, so it survives a restart between any two commands. `null`: the command changes nothing, as when it comes too
 * late (an acknowledgement of a resolved incident, an escalation that somebody has stopped).
 */
export function reduceIncident(before: IncidentRow, command: IncidentCommand, { routes, escalateAfter, silence }: IncidentPolicy, now: number): Transition | null {
  const row: { -readonly [K in keyof IncidentRow]: IncidentRow[K] } = { ...before, updatedAt: now };
  const { path, level } = row.escalation;
  const waited = `still firing after ${Math.round((now - row.startedAt) / minute)} min`;
  const wasOver = row.state === 'resolved';
  let sent: readonly Notification[] = [];
  let event: Transition['event'] = null;

  const note = (happened: TimelineEntry['event'], text: string, userId?: string): void => {
    // A storm of repeats is one line; of a very long story the middle goes.
    const earlier = happened === 'repeated' && row.timeline.at(-1)?.event === happened ? row.timeline.slice(0, -1) : row.timeline;
    row.timeline = [...earlier.slice(0, 1), ...earlier.slice(1).slice(2 - longestTimeline), { at: now, event: happened, text, ...(userId && { userId }) }];
  };

  /** Sets the clock for the step after a level, if there is one and somebody waits for it. A silence puts it off to its end. */
  const arm = (at = row.escalation.level): void => {
    const waits = row.state === 'firing' && !row.acknowledgement && (!row.paged || at + 1 < path.length);
    row.escalation = { path, level: at, nextAt: waits ? (silence?.until ?? now + escalateAfter[row.severity]) : null };
  };

  const tell = (what: Notification['event'], receivers: readonly Pick<Notification, 'channel' | 'to'>[]): void => {
    sent = receivers.map(({ channel, to }) => {
      const route = routes[channel];
      return {
        key: `${row.id}:${channel}:${what}:${path.indexOf(to)}${row.round > 1 ? `.${row.round}` : ''}`,
        channel,
        event: what,
        to,
        status: route === 'page' ? 'sent' : route ? 'queued' : 'failed',
        at: now,
        detail: route ? '' : 'no endpoint configured',
      };
    });
    row.notifications = [...row.notifications, ...sent].slice(-mostNotifications);
  };

  /** Tells one level of the path, on every channel. Whoever configures a webhook wants to hear of every alert. */
  const page = (at: number, text: string): void => {
    if (silence) {
      note('silenced', `${text}; silenced: ${silence.reason}`);
      return arm();
    }
    const what = row.paged ? 'escalated' : 'triggered';
    const to = path[at] ?? '';
    const channels = new Set<Channel>(routes.WEBHOOK ? [...row.channels, 'WEBHOOK'] : row.channels);
    note(what, row.paged ? `escalated to ${to}: ${text}` : text);
    tell(what, [...channels].map((channel) => ({ channel, to })));
    row.paged = true;
    arm(at);
    event = `alert.${what}`;
  };

  /** Begins anew with the first of the path: at once, or after a step, if it is still firing then. */
  const restart = (atOnce: boolean, text: string): void => {
    Object.assign(row, { acknowledgement: null, status: 'active', paged: false, round: row.round + 1 });
    arm(0);
    if (atOnce) page(0, text);
  };

  if (!wasOver || command.kind === 'trigger') row.silencedBy = silence?.id ?? null;
  if (wasOver && command.kind !== 'trigger' && command.kind !== 'delivered') return null;
  switch (command.kind) {
    case 'trigger': {
      const { severity, value, sampleSize, times, text, data, context } = command;
      // A person who says "resolved" is not contradicted by a window that still holds what was resolved.
      if (wasOver && !times && row.resolution?.automatic === false) return null;
      const isNew = !row.count;
      row.count += times || 1;
      row.value = value ?? row.value;
      row.sampleSize = sampleSize ?? row.sampleSize;
      if (Object.keys(data).length) row.data = data;
      if (Object.keys(context).length) row.context = context;
      row.severity = severity;
      row.goodSince = times ? now : null;
      if (wasOver) {
        Object.assign(row, { state: 'firing', resolvedAt: null, resolution: null });
        if (!isNew) note('suppressed', text);
        restart(isNew, text);
      } else if (severity === before.severity) note('repeated', text);
      else {
        note('severity_changed', `${severity}: ${text}`);
        // Whoever took the lesser incident did not take this one.
        if (isWorse(severity, before.severity)) restart(true, text);
      }
      break;
    }
    case 'measure':
      Object.assign(row, command.change);
      break;
    case 'acknowledge': {
      const lasts = acknowledgementLasts[row.severity];
      row.acknowledgement = { userId: command.userId, reason: command.text, at: now, expiresAt: lasts ? now + lasts : null };
      row.status = 'acknowledged';
      note('acknowledged', command.text, command.userId);
      arm();
      event = 'alert.acknowledged';
      break;
    }
    case 'resolve': {
      const { userId, text, automatic } = command;
      Object.assign(row, { state: 'resolved', status: 'resolved', resolvedAt: now, resolution: { userId, text, automatic } });
      note('resolved', text, automatic ? '' : userId);
      arm();
      tell('resolved', toldIn(row.notifications));
      // What nobody heard of ends without a sound.
      if (row.paged || !automatic) event = 'alert.resolved';
      break;
    }
    case 'look':
      if ((row.acknowledgement?.expiresAt ?? Infinity) <= now) {
        note('ack_expired', 'the acknowledgement ran out');
        restart(true, waited);
      } else if ((row.escalation.nextAt ?? Infinity) <= now) {
        if (command.slept) arm();
        else page(row.paged ? level + 1 : 0, waited);
      } else if (row.silencedBy === before.silencedBy) return null;
      break;
    case 'delivered': {
      const { key, ok, detail } = command;
      row.notifications = row.notifications.map((one) => (one.key === key ? { ...one, status: ok ? 'sent' : 'failed', at: now, detail } : one));
    }
  }
  return { row, sent, event };
}
