import type { Tools } from '../tools.ts';

/**
 * Replaces a method by a Proxy, which keeps `toString()`, `name`, `length` and own members as they were. `before` sees each call and may return
 * what makes the result of the original the result for the page. Undone by `stopOps()`, unless somebody has wrapped it since: then it
 * only passes through.
 */
export function patch<Name extends string, Result>(
  { end, guard }: Tools,
  target: { [key in Name]: unknown },
  name: Name,
  before: (self: never, args: unknown[]) => ((result: Result) => Result) | undefined | void,
): void {
  const native = target[name] as () => Result;
  const seen = guard(before);
  let ended = false;
  const proxy = new Proxy(native, {
    apply(_, self, args) {
      const after = ended ? undefined : seen(self as never, args);
      const result = Reflect.apply(native, self, args);
      return after ? after(result) : result;
    },
  });
  target[name] = proxy;
  end(() => {
    ended = true;
    if (target[name] === proxy) target[name] = native;
  });
}
