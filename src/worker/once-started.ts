import type { Runtime } from '../runtime/runtime.ts';

type Member = (...args: readonly unknown[]) => unknown;

/**
 * The API of a runtime that may still be starting, for comlink's `expose`, which must listen from the first moment and looks
 * members up as soon as a call comes: every path leads to a function that waits for the runtime and calls its member of that path.
 * Comlink calls it as `member.apply(parent, args)`, so `apply` is the last step of each path.
 */
export function onceStarted(runtime: Promise<Runtime>): object {
  const member = (path: readonly string[]): object =>
    new Proxy(() => 0, {
      get: (_, name) => member([...path, String(name)]),
      apply: async (_, __, [, args]: [unknown, readonly unknown[]]) => {
        const { api } = await runtime;
        return (path.slice(0, -1).reduce<unknown>((of, name) => (of as Readonly<Record<string, unknown>>)[name], api) as Member)(...args);
      },
    });
  return member([]);
}
