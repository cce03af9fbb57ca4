import type { Store } from '../../src/services/ports/store.ts';

/** A database of its own for each test: files of a run share the origin. */
export const freshName = (): string => `test-${Date.now()}-${Math.random().toString(36).slice(2)}`;

export const put = (store: Store, key: string): Promise<void> => store.write(async (tx) => tx.put('events', { key }));

export const keys = async (store: Store): Promise<string[]> => (await store.read((tx) => tx.list('events'))).map(({ key }) => key);

/** Puts something in the place of a platform's member while `run` runs. */
export async function instead<T extends object, K extends keyof T>(target: T, member: K, value: T[K] | undefined, run: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(target, member);
  if (value === undefined) delete target[member];
  else Object.defineProperty(target, member, { value, configurable: true, writable: true });
  try {
    await run();
  } finally {
    if (own) Object.defineProperty(target, member, own);
    else delete target[member];
  }
}
