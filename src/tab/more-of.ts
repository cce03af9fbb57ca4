import type * as more from './more.ts';

type More = typeof more;

/** Calls a function that few pages need: it is in a file that is fetched at the first such call (docs/decisions/013). */
export async function moreOf<Name extends keyof More>(name: Name, ...args: Parameters<More[Name]>): Promise<Awaited<ReturnType<More[Name]>>> {
  return ((await import('./more.ts'))[name] as (...args: readonly unknown[]) => never)(...args);
}
