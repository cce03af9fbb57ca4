/**
 * Replaces a method by a Proxy, which keeps `toString()`, `name`, `length` and own members as they were. `call` runs the original
 * by `run()`; if it throws before that, the original runs all the same. Undone when `signal` is aborted, unless
 * somebody has wrapped it since: then it only passes through.
 */
export function patch<Name extends string>(
  target: { [key in Name]: unknown },
  name: Name,
  signal: AbortSignal,
  call: (self: never, args: unknown[], run: (args?: unknown[]) => unknown) => unknown,
): void {
  const native = target[name] as (...args: unknown[]) => unknown;
  const proxy = new Proxy(native, {
    apply: (_, self, args: unknown[]) => {
      const run = (given = args) => Reflect.apply(native, self, given);
      return signal.aborted ? run() : call(self as never, args, run);
    },
  });
  target[name] = proxy;
  signal.addEventListener('abort', () => {
    if (target[name] === proxy) target[name] = native;
  });
}
