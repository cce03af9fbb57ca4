import type { PrivacyApi } from '../contract/runtime-api.ts';
import { shelves } from '../domain/limits/shelves.ts';
import type { Keeper } from '../services/ports/keeper.ts';
import type { QueryPorts } from '../services/ports/query-ports.ts';

/** A person's rights over everything that is stored, and how long anything is. */
export class PrivacyRequests implements Omit<PrivacyApi, 'setConsent'> {
  readonly #ports: QueryPorts;
  readonly #keepers: Readonly<Record<string, Keeper>>;

  constructor(ports: QueryPorts, keepers: Readonly<Record<string, Keeper>>) {
    this.#ports = ports;
    this.#keepers = keepers;
  }

  eraseUser(userId: string): Promise<number> {
    return this.#ports.store.write(async (tx) => {
      let count = 0;
      for (const id of this.#idsOf(userId)) for (const keeper of Object.values(this.#keepers)) count += await keeper.eraseUser(tx, id);
      return count;
    });
  }

  exportUser(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    return this.#ports.store.read(async (tx) => {
      const exported: Record<string, readonly unknown[]> = {};
      for (const [name, keeper] of Object.entries(this.#keepers)) {
        const rows = await Promise.all(this.#idsOf(userId).map((id) => keeper.exportUser(tx, id)));
        exported[name] = rows.flat();
      }
      return exported;
    });
  }

  /** As the page knows them, and as they are stored: an id that is an e-mail address was filtered. */
  #idsOf(userId: string): readonly string[] {
    return [...new Set([userId, this.#ports.mask(userId)])];
  }

  async getRetention(): ReturnType<PrivacyApi['getRetention']> {
    const most = (store: string): number | undefined => shelves.reduce((sum, [table, , most]) => sum + (table === store ? most : 0), 0) || undefined;
    return Object.values(this.#keepers).flatMap(({ retention }) => retention.map((one) => ({ ...one, maxBytes: most(one.store) })));
  }
}
