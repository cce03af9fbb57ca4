import type { Row, Table, Transaction } from '../ports/store.ts';

/** The rows that one batch touches: each is read once, folded in memory, and written once at the end. */
export class BatchRows {
  readonly #tx: Transaction;
  readonly #rows = new Map<string, { readonly table: Table; readonly row: Row | undefined }>();

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  async get<T extends Row>(table: Table, key: string): Promise<T | undefined> {
    const known = this.#rows.get(table + key) ?? { table, row: await this.#tx.get<T>(table, key) };
    this.#rows.set(table + key, known);
    return known.row as T | undefined;
  }

  put<T extends Row>(table: Table, row: T): void {
    this.#rows.set(table + row.key, { table, row });
  }

  save(): void {
    for (const { table, row } of this.#rows.values()) if (row) this.#tx.put(table, row);
  }
}
