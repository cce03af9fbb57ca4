import type { Result } from '../../src/contract/runtime-api.ts';

/** What the user did and the runtime has not confirmed yet, laid over the data; taken off again when it fails. */
export class OptimisticChanges<Item> {
  readonly #changes = new Map<string, (item: Item) => Item>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  apply(id: string, item: Item): Item {
    return this.#changes.get(id)?.(item) ?? item;
  }

  pending(id: string): boolean {
    return this.#changes.has(id);
  }

  /** Shows `change` at once and resolves with the answer; a call that throws is a failure like any other. */
  async run<T>(id: string, change: (item: Item) => Item, call: () => Promise<Result<T>>): Promise<Result<T>> {
    this.#changes.set(id, change);
    this.#changed();
    let result: Result<T>;
    try {
      result = await call();
    } catch (error) {
      result = { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
    if (this.#changes.get(id) === change) this.#changes.delete(id);
    this.#changed();
    return result;
  }
}
