import type { Result } from '../../contract/runtime-api.ts';
import { theAgent } from '../the-agent.ts';

/** Asks the runtime. A refusal (`Result` with `ok: false`) rejects with its reason. */
export async function ask(path: string, ...args: readonly unknown[]): Promise<unknown> {
  const answer = (await theAgent().ask(path, ...args)) as Result<unknown> | null;
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return answer;
  if (answer.ok) return answer.value;
  throw new Error(answer.error);
}

type Unwrapped<Answer> = Answer extends Promise<infer Value> ? Promise<Value extends { readonly ok: true; readonly value: infer Inner } ? Inner : Value extends { readonly ok: false } ? never : Value> : never;

/** Members of a part of the wire, as a page calls them: refusals reject instead of being values. */
export type Reads<Api, Names extends keyof Api> = { readonly [Name in Names]: Api[Name] extends (...args: infer Args) => infer Answer ? (...args: Args) => Unwrapped<Answer> : never };

/** `names`: members of the runtime's `part`, separated by spaces. */
export function reads<Part>(part: string, names: string): Part {
  return Object.fromEntries(names.split(' ').map((name) => [name, (...args: readonly unknown[]) => ask(`${part}.${name}`, ...args)])) as Part;
}
