import { moreOf } from '../more-of.ts';
import { reach } from '../reach.ts';
import { theAgent } from '../the-agent.ts';
import { unwrap } from '../unwrap.ts';

/** What few pages call and does more than ask: it is in `more.ts`, under its path. */
const rare = /s\.expo|h\.reg/;

/** Asks the runtime. A refusal (`Result` with `ok: false`) rejects with its reason. */
export async function ask(path: string, ...args: readonly unknown[]): Promise<unknown> {
  return rare.test(path) ? moreOf(path as 'logs.export', theAgent(), ...(args as [])) : unwrap(await theAgent().ask(path, ...args));
}

type Unwrapped<Answer> = Answer extends Promise<infer Value> ? Promise<Value extends { readonly ok: true; readonly value: infer Inner } ? Inner : Value extends { readonly ok: false } ? never : Value> : never;

/** Members of a part of the wire, as a page calls them: refusals reject instead of being values. */
export type Reads<Api, Names extends keyof Api> = { readonly [Name in Names]: Api[Name] extends (...args: infer Args) => infer Answer ? (...args: Args) => Unwrapped<Answer> : never };

/** A service: what is done in the tab, and for every other name the runtime's `part`. */
export function reads<Service extends object>(part: string, own: NoInfer<Partial<Service>>): Service {
  return reach(ask, part, own);
}
