import type { Row, Table, Transaction } from '../ports/store.ts';

/** The rows that one batch touches: each is read once, folded in memory, and written once at the end. */
export class BatchRows {
  readonly #tx: Transaction;
  readonly #rows = new Map<string, readonly [table: Table, row: Row | undefined]>();

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  async get<T extends Row>(table: Table, key: string): Promise<T | undefined> {
    const name = `${table} ${key}`;
    const [, row] = this.#rows.get(name) ?? [table, await this.#tx.get<T>(table, key)];
    this.#rows.set(name, [table, row]);
    return row as T | undefined;
  }

  put<T extends Row>(table: Table, row: T): void {
    this.#rows.set(`${table} ${row.key}`, [table, row]);
  }

  save(): void {
    for (const [table, row] of this.#rows.values()) if (row) this.#tx.put(table, row);
  }
}
