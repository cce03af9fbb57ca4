type Member = (...args: readonly unknown[]) => unknown;

/** A service as the wire shows it: what it does itself, and what is answered for it on demand. */
export function answering<Service extends object, Others extends readonly object[]>(service: Service, ...others: Others): Service & UnionToIntersection<Others[number]> {
  const all = [service, ...others];
  return new Proxy(service, {
    get: (_, name) => {
      const owner = all.find((one) => name in one);
      const member = owner && (owner as Record<string | symbol, unknown>)[name];
      return typeof member === 'function' ? (member as Member).bind(owner) : member;
    },
  }) as never;
}

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never;
