import type { AlertDefinition, Notification, TimelineEntry } from '../../contract/alert.ts';
import { severities } from '../../contract/severity.ts';
import type { Severity } from '../../contract/severity.ts';
import { isOpen, type IncidentCommand, type IncidentPolicy, type IncidentRow, type Transition } from './incident-row.ts';
import { isFlapping } from './is-flapping.ts';

const minute = 60_000;
/** ms; who has not looked for longer was asleep, which proves nothing, and what was missed meanwhile is not replayed. */
const longestGap = 2 * minute;
/** ms; what nothing was heard of for so long is closed, which says nothing about whether it is good. */
const longestUnheard = 7 * 24 * 60 * minute;
const longestTimeline = 100;
const mostNotifications = 200;
/** ms; who took a CRITICAL incident half an hour ago and has not resolved it may have gone home. */
const acknowledgementLasts: Readonly<Partial<Record<Severity, number>>> = { CRITICAL: 30 * minute, HIGH: 120 * minute };

/** It never left the browser. What was tried stays `sent`: it may have arrived. */
const isWithdrawn = ({ status, detail }: Notification): boolean => status === 'dead' && detail.startsWith('withdrawn');

/**
 * The incident that a trigger belongs to: the alert's latest while it fires or is within the suppression window, else a new
 * one. Its key is the alert: another value, severity or session is the same incident.
 */
export function incidentFor(latest: IncidentRow | undefined, definition: AlertDefinition, id: string, now: number): IncidentRow {
  if (latest && (!latest.resolvedAt || now - latest.resolvedAt < definition.suppressionWindow * minute)) return latest;
  return {
    ...definition,
    key: id,
    id,
    alertId: definition.id,
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
    escalation: { path: definition.escalationPath, level: 0, nextAt: null },
    silencedBy: null,
    inhibitedBy: null,
    flapping: false,
    notifications: [],
    timeline: [],
    data: {},
    context: {},
    told: 0,
    goodSince: null,
    lookedAt: now,
    heardAt: now,
    flips: 0,
  };
}

/**
 * The life of one alert's incident. Pure: `now` comes in, what is to be sent goes out, and every deadline is an absolute time
 * in the row, so it survives a restart between any two commands. `null`: the command comes too late, as an acknowledgement
 * of a resolved incident does.
 */
export function reduceIncident(before: IncidentRow, command: IncidentCommand, { routes, escalateAfter, silence, outage }: IncidentPolicy, now: number): Transition | null {
  const wasOver = !isOpen(before);
  const byHand = before.resolution?.automatic === false;
  const isWorse = command.kind === 'trigger' && (severities.indexOf(command.severity) < severities.indexOf(before.severity) || (byHand && Number(command.value) > (before.value ?? Infinity) * 2));
  // A person who says "resolved" is not contradicted by a window that still holds what was resolved.
  const isLate = command.kind === 'trigger' ? !command.times && byHand && !isWorse : command.kind !== 'delivered';
  if (wasOver && isLate) return null;

  const escalation = { ...before.escalation };
  const timeline = [...before.timeline];
  const row: { -readonly [K in keyof IncidentRow]: IncidentRow[K] } = { ...before, escalation, timeline, updatedAt: now };
  const { path } = escalation;
  const sent: Notification[] = [];
  const withdrawn: Notification[] = [];
  let event: Transition['event'] = null;

  const note = (happened: TimelineEntry['event'], text: string, by?: { readonly userId: string }): void => {
    // A storm of repeats is one line, as is what is put off again and again; of a very long story the middle goes.
    if (/^(repeated|silenced|inhibited|flapping)$/.test(happened) && timeline.at(-1)?.event === happened) timeline.pop();
    timeline.push({ at: now, event: happened, text, ...by });
    if (timeline.length > longestTimeline) timeline.splice(1, 1);
  };

  const tell = (what: Notification['event'], receivers: readonly Pick<Notification, 'channel' | 'to'>[]): void => {
    for (const { channel, to } of receivers) {
      const route = routes[channel];
      sent.push({
        key: `${row.id}:${channel}:${what}:${row.told++}`,
        channel,
        event: what,
        to,
        status: route === 'page' ? 'sent' : route ? 'queued' : 'dead',
        at: now,
        detail: route ? '' : 'no endpoint configured',
      });
    }
  };

  /** What waits for the backend is not sent for what somebody has, or what is over. A webhook is for machines, which hear all of it, in order. */
  const withdraw = (why: string): void => {
    row.notifications = row.notifications.map((one) => {
      const { event: what, status, channel } = one;
      if (what === 'resolved' || channel === 'WEBHOOK' || routes[channel] === 'page' || !/^(queued|sent)$/.test(status)) return one;
      withdrawn.push(one);
      return status === 'sent' ? one : { ...one, status: 'dead', at: now, detail: `withdrawn, ${why} before it went` };
    });
  };

  /** Why nobody is to be told now. Whether an outage or the flapping is over is seen a minute later. */
  const muted = (): readonly [why: 'silenced' | 'inhibited' | 'flapping', until: number, text?: string] | undefined =>
    silence ? ['silenced', silence.until, silence.reason] : outage ? ['inhibited', now + minute, outage] : row.flapping ? ['flapping', now + minute] : undefined;

  /** Sets the clock for the next of the path; what mutes puts it off to its end. */
  const arm = (): void => {
    escalation.nextAt = muted()?.[1] ?? now + escalateAfter[row.severity];
  };

  /** Takes in a result: whether it is like the one before. */
  const found = (state: 'firing' | 'recovering'): void => {
    row.flips = (row.flips << 1) | +(row.state !== state);
    row.state = state;
    row.heardAt = now;
    // An attack that comes and goes is one that comes.
    row.flapping = row.category !== 'security' && isFlapping(row.flips, row.flapping);
  };

  /** Tells the next of the path, on every channel. Whoever configures a webhook wants to hear of every alert. */
  const page = (text: string): void => {
    arm();
    const mute = muted();
    if (mute) return note(mute[0], `${text}; ${mute[0]}${mute[2] ? `: ${mute[2]}` : ''}`);
    const what = escalation.level ? 'escalated' : 'triggered';
    const to = path[escalation.level++] ?? '';
    note(what, `${text} → ${to}`);
    tell(what, [...new Set(routes.WEBHOOK === 'alertWebhook' ? [...row.channels, 'WEBHOOK' as const] : row.channels)].map((channel) => ({ channel, to })));
    event = `alert.${what}`;
  };

  /** The path begins anew: whoever took the incident did not take this. */
  const restart = (): void => {
    row.acknowledgement = null;
    row.lookedAt = now;
    escalation.level = 0;
    arm();
  };

  const resolve = ({ userId, text, automatic }: NonNullable<IncidentRow['resolution']>, state: 'resolved' | 'expired' = 'resolved'): void => {
    Object.assign(row, { state, resolvedAt: now, resolution: { userId, text, automatic } });
    note(state, text, { userId });
    withdraw(state);
    const round = row.notifications.slice(row.notifications.findLastIndex((one) => one.event === 'resolved') + 1).filter((one) => !isWithdrawn(one));
    tell('resolved', [...new Map(round.map((one) => [one.channel + one.to, one])).values()]);
    // What nobody heard of ends without a sound.
    if (sent.length || !automatic) event = 'alert.resolved';
  };

  if ('value' in command && command.value !== null) Object.assign(row, { value: command.value, sampleSize: command.sampleSize });
  if (command.kind !== 'delivered') Object.assign(row, { silencedBy: silence?.id ?? null, inhibitedBy: outage ?? null });
  switch (command.kind) {
    case 'trigger': {
      const { severity, text, times, data, context } = command;
      // What has no suppression window is one anew even where a clock that was set back makes it look suppressed.
      const isNews = isWorse || (wasOver && !row.suppressionWindow);
      Object.assign(row, { severity, data, context, resolvedAt: null, resolution: null, goodSince: times ? now : null });
      found('firing');
      row.count += times || 1;
      if (before.count) note(wasOver ? 'suppressed' : severity === before.severity ? 'repeated' : 'severity_changed', text);
      if (wasOver || isNews) restart();
      if (!before.count || isNews) page(text);
      break;
    }
    case 'look': {
      const { good } = command;
      // With a clock that was set back no deadline means anything.
      const back = now < row.lookedAt;
      const slept = back || now - row.lookedAt > longestGap;
      const due = (at: number | null | undefined): boolean => !!at && (back || at <= now);
      row.lookedAt = now;
      // Nobody could hear anything meanwhile: there is a window more to hear something.
      if (slept) row.heardAt = Math.max(row.heardAt, now - longestUnheard + row.window * minute);
      if (good !== null) found(good ? 'recovering' : 'firing');
      if (good === false) row.goodSince = null;
      else if (good || row.goodSince) row.goodSince = (!slept && row.goodSince) || now;
      // Over after a whole window that was good, watched without a gap. First of all: nobody is called for what is over.
      if (good && (row.goodSince ?? now) + row.window * minute <= now) resolve({ userId: 'system', text: 'good again', automatic: true });
      else if (now - row.heardAt > longestUnheard) resolve({ userId: 'system', text: 'nothing heard for 7 days', automatic: true }, 'expired');
      else if (due(row.acknowledgement?.expiresAt)) {
        note('ack_expired', '');
        restart();
        if (!slept) page('still firing');
      } else if (due(escalation.nextAt)) (slept ? arm : page)('still firing');
      break;
    }
    case 'acknowledge': {
      const { userId, text: reason } = command;
      const lasts = acknowledgementLasts[row.severity];
      row.acknowledgement = { userId, reason, at: now, expiresAt: lasts ? now + lasts : null };
      note('acknowledged', reason, { userId });
      withdraw('acknowledged');
      event = 'alert.acknowledged';
      break;
    }
    case 'resolve':
      resolve(command);
      break;
    case 'delivered': {
      const { key, status, detail } = command;
      const one = row.notifications.find((some) => some.key === key);
      const late = one && isWithdrawn(one);
      if (!one || (late && status === 'dead')) break;
      const said = { ...one, status, at: now, detail };
      // What was under way when it was withdrawn counts as told from now on: whoever got it hears of the end, too.
      row.notifications = late ? [...row.notifications.filter((some) => some !== one), said] : row.notifications.map((some) => (some === one ? said : some));
      if (late && wasOver) tell('resolved', [one]);
    }
  }
  row.status = !isOpen(row) ? 'resolved' : row.acknowledgement ? 'acknowledged' : 'active';
  // Whoever was told long ago must still hear of the end: of the older ones the last to each receiver stays.
  row.notifications = [...row.notifications, ...sent].filter(
    ({ channel, to }, index, all) => index >= all.length - mostNotifications || all.findLastIndex((one) => !isWithdrawn(one) && one.channel + one.to === channel + to) === index,
  );
  if (row.status !== 'active' || escalation.level >= path.length) escalation.nextAt = null;
  return { row, sent, withdrawn, event };
}
