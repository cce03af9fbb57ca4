import type { HealthApi, PrivacyApi, RuntimeApi } from '../contract/runtime-api.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import type { OnDemand, Part } from './on-demand.ts';

/** The parts of the wire. */
export type Parts = Pick<RuntimeApi, Part>;

/** What is always in memory of each part. */
export interface ServiceParts {
  readonly logs: object;
  readonly errors: object;
  readonly performance: object;
  readonly health: Pick<HealthApi, 'getSystemStatus' | 'getAllHealthChecks' | 'getHealthCheck' | 'forceHealthCheck' | 'runRecovery'>;
  readonly alerts: object;
  readonly privacy: Pick<PrivacyApi, 'setConsent'>;
}

/** What of it a page may call, by name: a service has more methods than that, for the runtime. Every other name is asked for on demand. */
const doors: { readonly [P in Part]: Record<keyof ServiceParts[P], 0> } = {
  logs: {},
  errors: {},
  performance: {},
  health: { getSystemStatus: 0, getAllHealthChecks: 0, getHealthCheck: 0, forceHealthCheck: 0, runRecovery: 0 },
  alerts: {},
  privacy: { setConsent: 0 },
};

/** An id says what is meant, and what it begins with may be the name of a secret: `lost_password:0mk0xjmo0`. */
const isId = (first: unknown): boolean => /^[\w.:-]*$/.test(String(first));

const question = /^(get|query|export|explain)/;

type Method = (...args: readonly unknown[]) => unknown;

/**
 * The services as the wire shows them. What comes in is scrubbed here, for all of them; only a claim on what is stored of a person has to name them. `acted` is told of
 * every call that was no question, when it is done.
 */
export function openDoors(services: ServiceParts, onDemand: () => Promise<OnDemand>, scrub: Scrub, acted: (part: Part) => void): Parts & { readonly help: RuntimeApi['help'] } {
  const names = Object.keys(doors) as Part[];
  const open = (part: Part) => {
    const service = services[part] as Readonly<Record<string, Method>>;
    const call = (name: string): Method => async (...given) => {
      const args = part === 'privacy' ? given : given.map((one, at) => (!at && isId(one) ? one : scrub(one)));
      const answer = await (name in doors[part] ? service[name]?.(...args) : (await onDemand()).call(part, name, args));
      if (!question.test(name)) acted(part);
      return answer;
    };
    return [part, new Proxy({}, { get: (_, name) => call(String(name)) })];
  };
  return {
    ...(Object.fromEntries(names.map(open)) as unknown as Parts),
    help: async () => {
      const { members } = await onDemand();
      return Object.fromEntries(names.map((part) => [part, [...Object.keys(doors[part]), ...members[part]].join(' ')]));
    },
  };
}
