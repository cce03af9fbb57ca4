import fc from 'fast-check';
import type { AlertDefinition, Channel, Notification, Silence } from '../../../src/contract/alert.ts';
import type { Severity } from '../../../src/contract/severity.ts';
import { builtInAlerts } from '../../../src/domain/alerting/built-in-alerts.ts';
import { incidentFor, reduceIncident } from '../../../src/domain/alerting/reduce-incident.ts';
import { isOpen, type IncidentCommand, type IncidentPolicy, type IncidentRow } from '../../../src/domain/alerting/incident-row.ts';

export const minute = 60_000;
/** ms between two looks of who is awake */
const lookEvery = minute / 2;

/** What happens to one alert. `watch` looks as often as a runtime does; in `sleep` nobody looks. Minutes. */
export type Step =
  | { readonly do: 'trigger'; readonly severity: Severity; readonly times: number; readonly value: number; readonly session: string }
  | { readonly do: 'acknowledge' | 'resolve' | 'clear' }
  | { readonly do: 'watch'; readonly minutes: number; readonly good: boolean | null }
  | { readonly do: 'sleep' | 'silence' | 'outage' | 'setBack'; readonly minutes: number }
  /** Good and bad by turns, look by look. */
  | { readonly do: 'flap'; readonly looks: number }
  /** Something of what waits, or was on its way already: taken, tried in vain, or refused. */
  | { readonly do: 'deliver'; readonly which: number; readonly status: 'accepted' | 'sent' | 'dead' };

export interface Story {
  readonly definition: AlertDefinition;
  readonly routes: IncidentPolicy['routes'];
  readonly steps: readonly Step[];
}

/** One command: what was before it, after it, and what it said to whom. */
export interface Moment {
  readonly at: number;
  readonly step: Step;
  readonly command: IncidentCommand;
  readonly before: IncidentRow | undefined;
  readonly after: IncidentRow | undefined;
  readonly sent: readonly Notification[];
  readonly withdrawn: readonly Notification[];
  readonly event: string | null;
  readonly silence: Silence | undefined;
  readonly outage: string | undefined;
  /** ms since anybody looked at the incident */
  readonly unwatched: number;
  /** The clock was set back since then. */
  readonly back: boolean;
}

export const escalateAfter: IncidentPolicy['escalateAfter'] = { CRITICAL: 5 * minute, HIGH: 15 * minute, MEDIUM: 30 * minute, LOW: 60 * minute, INFO: 60 * minute };
export const isPage = ({ event }: Notification): boolean => event !== 'resolved';
export const receiver = ({ channel, to }: Notification): string => `${channel} ${to}`;

/** @param store how a row is kept between two commands */
export function play({ definition, routes, steps }: Story, store = (row: IncidentRow): IncidentRow => row): readonly Moment[] {
  const moments: Moment[] = [];
  let now = Date.UTC(2026, 0, 5, 9);
  let row: IncidentRow | undefined;
  let silenced: Silence | undefined;
  let outageEnds = 0;
  let lookedAt = now;
  let triggers = 0;

  const act = (step: Step, command: IncidentCommand): void => {
    const before = row;
    const silence = silenced && silenced.until > now ? silenced : undefined;
    const outage = outageEnds > now ? 'api_connectivity' : undefined;
    const subject = command.kind === 'trigger' ? incidentFor(before, definition, `${definition.id}:${now}-${triggers++}`, now) : before;
    const next = subject && reduceIncident(subject, command, { routes, escalateAfter, silence, outage }, now);
    if (next) row = store(next.row);
    moments.push({ at: now, step, command, before, after: row, sent: next?.sent ?? [], withdrawn: next?.withdrawn ?? [], event: next?.event ?? null, silence, outage, unwatched: Math.abs(now - lookedAt), back: now < lookedAt });
    // Whoever triggers anew is awake.
    if (command.kind === 'look' || !before || before.state === 'resolved' || before.severity !== row?.severity) lookedAt = now;
  };

  for (const step of steps) {
    switch (step.do) {
      case 'trigger': {
        const { severity, times, value, session } = step;
        act(step, { kind: 'trigger', severity, times, value, sampleSize: 20, text: 'bad', data: { value }, context: { sessionId: session } });
        break;
      }
      case 'acknowledge':
      case 'resolve':
        act(step, { kind: step.do, userId: 'ann', text: 'on it', automatic: false });
        break;
      case 'clear':
        act(step, { kind: 'resolve', userId: 'system', text: 'good again', automatic: true });
        break;
      case 'watch':
        for (const end = now + step.minutes * minute; now < end; ) {
          now += lookEvery;
          act(step, { kind: 'look', good: step.good, value: step.good === null ? null : step.good ? 0 : 1, sampleSize: 20 });
        }
        break;
      case 'sleep':
        now += step.minutes * minute;
        break;
      case 'setBack':
        now -= step.minutes * minute;
        break;
      case 'silence':
        silenced = { id: `s${now}`, matcher: {}, until: now + step.minutes * minute, userId: 'ann', reason: 'deploying', createdAt: now };
        break;
      case 'outage':
        outageEnds = now + step.minutes * minute;
        break;
      case 'flap':
        for (let look = 0; look < step.looks; look++) {
          now += lookEvery;
          const good = look % 2 === 0;
          act(step, { kind: 'look', good, value: good ? 0 : 1, sampleSize: 20 });
        }
        break;
      case 'deliver': {
        const open = row?.notifications.filter((one) => one.status === 'queued' || (one.status === 'sent' && routes[one.channel] !== 'page') || one.detail.startsWith('withdrawn')) ?? [];
        act(step, { kind: 'delivered', key: open[step.which % open.length]?.key ?? '', status: step.status, detail: '' });
      }
    }
  }
  return moments;
}

/**
 * Who was told that it fires, before each moment: whom a page went to, but for those that were withdrawn before anybody tried to send them. What was on its way
 * then, and arrived, counts from there on.
 */
export function toldBefore(moments: readonly Moment[]): readonly ReadonlySet<string>[] {
  let told = new Map<string, string>();
  const tried = new Set<string>();
  const withdrawn = new Map<string, string>();
  return moments.map(({ command, before, after, sent, withdrawn: gone }) => {
    if (command.kind === 'delivered' && command.status !== 'dead') {
      tried.add(command.key);
      const late = withdrawn.get(command.key);
      if (late && withdrawn.delete(command.key)) told.set(command.key, late);
    }
    for (const one of gone)
      if (!tried.has(one.key)) {
        told.delete(one.key);
        withdrawn.set(one.key, receiver(one));
      }
    const isOver = !!after && !isOpen(after);
    const was = new Set(told.values());
    if (isOver && sent.length + Number(before && isOpen(before))) told = new Map();
    for (const one of sent.filter(isPage)) told.set(one.key, receiver(one));
    return was;
  });
}

const severities = fc.constantFrom<Severity>('CRITICAL', 'HIGH', 'MEDIUM', 'LOW');
const channels = fc.uniqueArray(fc.constantFrom<Channel>('IN_APP', 'EMAIL', 'SMS', 'SLACK', 'PUSH'), { minLength: 1 });
const minutes = fc.constantFrom(1, 3, 7, 16, 31, 61, 130);

export const triggers = fc.record({ do: fc.constant('trigger' as const), severity: severities, times: fc.constantFrom(0, 1, 3), value: fc.nat(9), session: fc.constantFrom('s1', 's2') });

/** What may happen while the clock runs as it should. */
const steps = fc.oneof(
  { weight: 4, arbitrary: triggers },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('watch' as const), minutes, good: fc.constantFrom(null, true, true, false) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('acknowledge' as const, 'acknowledge' as const, 'resolve' as const, 'clear' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sleep' as const, 'silence' as const), minutes }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(9), status: fc.constantFrom('accepted' as const, 'accepted' as const, 'sent' as const, 'dead' as const) }) },
);

const definitions = fc
  .record({ severity: severities, channels, window: fc.constantFrom(5, 15, 60), suppressionWindow: fc.constantFrom(0, 15, 60), escalationPath: fc.array(fc.constantFrom('dev-team', 'ops-team', 'management', 'on-call'), { minLength: 1, maxLength: 4 }) })
  .map((more): AlertDefinition => ({ ...builtInAlerts.get('payment_failures')!, ...more }));

const routes = fc.constantFrom<IncidentPolicy['routes']>(
  { IN_APP: 'page' },
  { IN_APP: 'page', EMAIL: 'notifications/email', SMS: 'notifications/sms', SLACK: 'notifications/slack' },
  { IN_APP: 'page', EMAIL: 'notifications/email', WEBHOOK: 'alertWebhook' },
);

/** A story begins with a trigger, or there is nothing to tell. */
const storiesOf = (step: fc.Arbitrary<Step>): fc.Arbitrary<Story> =>
  fc.record({ definition: definitions, routes, steps: fc.tuple(triggers, fc.array(step, { maxLength: 14 })).map(([first, rest]): readonly Step[] => [first, ...rest]) });

export const stories = storiesOf(steps);
export const storiesWithClocksSetBack = storiesOf(
  fc.oneof({ weight: 9, arbitrary: steps }, { weight: 1, arbitrary: fc.record({ do: fc.constant('setBack' as const), minutes: fc.constantFrom(1, 10, 600) }) }),
);

/** Besides all else, outages that explain it, and flapping. */
export const storiesWithMutes = storiesOf(
  fc.oneof(
    { weight: 6, arbitrary: steps },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('outage' as const), minutes }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('flap' as const), looks: fc.integer({ min: 1, max: 24 }) }) },
  ),
);
