import type { Invoke } from './remote.ts';

/** Names that engines and libraries try on any object: an answer would make a call out of an `await`, of `JSON.stringify` or of a printout. */
const probed = /^then$|JSON|^Sym/;

/**
 * The members of `own`, and for every other name a function that calls the runtime by its path. What there is, the runtime knows
 * (`help`): a list of names here would be paid for by every page.
 */
export function reach<Api extends object>(call: Invoke, path: string, own: object = () => 0): Api {
  return new Proxy(own as Api, {
    get: (_, name) => own[name as never] ?? (probed.test(String(name)) ? undefined : reach(call, (path && `${path}.`) + String(name))),
    apply: (_, __, args) => call(path, ...args),
  });
}
