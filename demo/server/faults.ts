import type { IncomingMessage, ServerResponse } from 'node:http';
import { asObject } from './read-json.ts';
import { Refusal, type Reply, send } from './reply.ts';

export const components = ['database', 'authentication', 'payment_gateway', 'file_storage', 'email_service', 'sms_service', 'cdn', 'websocket'] as const;
export type Component = (typeof components)[number];
export const componentStates = ['up', 'degraded', 'down'] as const;
export type ComponentState = (typeof componentStates)[number];

export const routeGroups = ['doctors', 'appointments', 'payments', 'session', 'logs', 'errors', 'metrics', 'health', 'notifications', 'webhook', 'evidence', 'cdn', 'websocket'] as const;
export type RouteGroup = (typeof routeGroups)[number];
/** `hang` never answers, `refuse` cuts the connection, `nonsense` answers 200 with what is no JSON. */
export const modes = ['normal', 'slow', '500', '429', 'hang', 'refuse', 'nonsense'] as const;
export type Mode = (typeof modes)[number];

interface GroupFault {
  readonly mode: Mode;
  /** How slow `slow` is. */
  readonly ms: number;
  /** seconds, for `429` */
  readonly retryAfter: number;
}

/** How much slower what depends on a degraded component is, in ms. */
export const degradedDelay = 800;
const normal: GroupFault = { mode: 'normal', ms: 3_000, retryAfter: 5 };

function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  if (!allowed.includes(value as T)) throw new Refusal(400, 'malformed', `${what}: expected one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`);
  return value as T;
}

function amount(value: unknown, fallback: number, what: string): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !(value >= 0 && value <= 600_000)) throw new Refusal(400, 'malformed', `${what}: expected a number from 0 to 600000, got ${JSON.stringify(value)}`);
  return value;
}

/** What is broken right now. Switched by hand; gone when the server stops. */
export class Faults {
  #components = new Map<Component, ComponentState>();
  #groups = new Map<RouteGroup, GroupFault>();

  state(component: Component): ComponentState {
    return this.#components.get(component) ?? 'up';
  }

  fault(group: RouteGroup): GroupFault {
    return this.#groups.get(group) ?? normal;
  }

  reset(): void {
    this.#components.clear();
    this.#groups.clear();
  }

  /**
   * Takes `{component, state}`, `{group, mode, ms?, retryAfter?}`, or many at once as `{components: {…}, modes: {…}}`.
   * All or nothing: one wrong word changes nothing.
   */
  set(body: unknown): void {
    const given = asObject(body);
    const states: [Component, ComponentState][] = [];
    const faults: [RouteGroup, GroupFault][] = [];
    const addState = (component: unknown, state: unknown): void => void states.push([oneOf(component, components, 'component'), oneOf(state, componentStates, 'state')]);
    const addFault = (group: unknown, fault: Readonly<Record<string, unknown>>): void =>
      void faults.push([
        oneOf(group, routeGroups, 'group'),
        { mode: oneOf(fault['mode'], modes, 'mode'), ms: amount(fault['ms'], normal.ms, 'ms'), retryAfter: amount(fault['retryAfter'], normal.retryAfter, 'retryAfter') },
      ]);
    if (given['component'] !== undefined) addState(given['component'], given['state']);
    if (given['group'] !== undefined) addFault(given['group'], given);
    for (const [component, state] of Object.entries(asObject(given['components'] ?? {}, 'components'))) addState(component, state);
    for (const [group, fault] of Object.entries(asObject(given['modes'] ?? {}, 'modes'))) addFault(group, typeof fault === 'string' ? { mode: fault } : asObject(fault, `modes.${group}`));
    if (!states.length && !faults.length) throw new Refusal(400, 'malformed', 'expected "component" and "state", "group" and "mode", "components" or "modes"');
    for (const [component, state] of states) this.#components.set(component, state);
    for (const [group, fault] of faults) this.#groups.set(group, fault);
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      components: Object.fromEntries(components.map((component) => [component, this.state(component)])),
      modes: Object.fromEntries(routeGroups.map((group) => [group, this.fault(group).mode])),
      settings: Object.fromEntries([...this.#groups].map(([group, { ms, retryAfter }]) => [group, { ms, retryAfter }])),
    };
  }

  /** What a call to something that needs `component` has to bear: waits where it is degraded, throws where it is down. */
  async need(component: Component, status = 503): Promise<void> {
    const state = this.state(component);
    if (state === 'down') throw new Refusal(status, `${component}_unavailable`, `${component.replaceAll('_', ' ')} does not answer`);
    if (state === 'degraded') await delay(degradedDelay);
  }
}

/** Plays a group's fault; `true`: the request has had its answer, or will never get one. */
export async function playFault(faults: Faults, group: RouteGroup, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { mode, ms, retryAfter } = faults.fault(group);
  const answer = (reply: Reply): true => {
    // Unread, the rest of the body would hold up the connection's next request.
    request.resume();
    send(request, response, reply);
    return true;
  };
  switch (mode) {
    case 'normal':
      return false;
    case 'slow':
      await delay(ms);
      return false;
    case '500':
      return answer({ status: 500, body: { error: 'internal', message: 'something broke here' } });
    case '429':
      return answer({ status: 429, body: { error: 'too_many_requests', message: `try again in ${retryAfter} s` }, headers: { 'retry-after': String(retryAfter) } });
    case 'hang':
      request.resume();
      return true;
    case 'refuse':
      request.socket.destroy();
      return true;
    case 'nonsense':
      return answer({ status: 200, body: '<!doctype html><title>It works!</title><h1>It works!</h1>', headers: { 'content-type': 'application/json' } });
  }
}

/** Does not keep the process alive by itself. */
export function delay(ms: number): Promise<void> {
  return new Promise((done) => void setTimeout(done, ms).unref());
}
