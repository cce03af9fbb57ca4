import type { Channel, Notification } from '../../contract/alert.ts';
import { addToTimeline } from './timeline.ts';
import type { IncidentEffect, IncidentPolicy, IncidentState, Told } from './incident-state.ts';

const mostNotifications = 100;

export interface Step {
  readonly state: IncidentState;
  readonly effects: readonly IncidentEffect[];
}

function send(state: IncidentState, event: Notification['event'], receivers: readonly Told[], text: string, { routes }: IncidentPolicy, now: number): Step {
  const { incident, round } = state;
  const notifications = receivers.map(({ channel, to, level }): Notification => {
    const route = routes[channel];
    return {
      key: `${incident.id}:${channel}:${event}:${level}${round > 1 ? `.${round}` : ''}`,
      channel,
      event,
      to,
      status: route === 'page' ? 'sent' : route === 'backend' ? 'queued' : 'failed',
      at: now,
      detail: route === 'page' ? 'shown in the page' : route === 'backend' ? 'waiting for the backend' : 'no endpoint configured',
    };
  });
  return {
    state: { ...state, incident: { ...incident, notifications: [...incident.notifications, ...notifications].slice(-mostNotifications) } },
    effects: notifications.filter(({ status }) => status === 'queued').map((notification) => ({ kind: 'send', notification, text })),
  };
}

/** When the step after the present one is due; `null` if there is none, or nobody waits for it. */
export function nextStepAt({ incident, paged }: IncidentState, { escalateAfter }: IncidentPolicy, now: number): number | null {
  const { escalation, acknowledgement, silencedBy, severity, state } = incident;
  const isMore = !paged || escalation.level + 1 < escalation.path.length;
  return state === 'firing' && !acknowledgement && silencedBy === null && isMore ? now + escalateAfter[severity] : null;
}

export function rearmed(state: IncidentState, policy: IncidentPolicy, now: number): IncidentState {
  return { ...state, incident: { ...state.incident, escalation: { ...state.incident.escalation, nextAt: nextStepAt(state, policy, now) } } };
}

/** Tells one level of the path, on every channel, and sets the clock for the next. */
export function page(state: IncidentState, event: 'triggered' | 'escalated', level: number, text: string, policy: IncidentPolicy, now: number): Step {
  const { incident } = state;
  const to = incident.escalation.path[level] ?? '';
  const receivers = state.channels.map((channel: Channel): Told => ({ channel, to, level }));
  const reached = receivers.filter(({ channel }) => policy.routes[channel] !== 'none');
  const timeline = addToTimeline(incident.timeline, { at: now, event, text: event === 'escalated' ? `${to} told: ${text}` : text });
  const sent = send({ ...state, incident: { ...incident, timeline, escalation: { ...incident.escalation, level } } }, event, receivers, text, policy, now);
  const told = [...state.told, ...reached.filter((one) => !state.told.some((other) => other.channel === one.channel && other.to === one.to))];
  return {
    state: rearmed({ ...sent.state, paged: true, told }, policy, now),
    effects: [...sent.effects, { kind: 'event', name: event === 'triggered' ? 'alert.triggered' : 'alert.escalated' }],
  };
}

/** Tells everyone who was told that it fires, and nobody else. */
export function tellResolved(state: IncidentState, text: string, policy: IncidentPolicy, now: number): Step {
  const sent = send(state, 'resolved', state.told, text, policy, now);
  return { ...sent, state: { ...sent.state, told: [] } };
}
