import { type IDBPDatabase, openDB } from 'idb';
import { tables } from '../services/ports/store.ts';

/** Several builds can race to add their tables; each round somebody has won. */
const rounds = 5;

/**
 * One connection to the database, opened when it is needed and anew after it was lost. There is no fixed version
 * number: a build opens what is there and raises the version only to add a table that is missing. So an older build works on
 * a newer database, a newer one on an older, side by side, and no row is ever touched.
 */
export class DatabaseConnection {
  readonly #name: string;
  readonly #deadline: number;
  #open: Promise<IDBPDatabase> | null = null;

  /** `deadline`: ms that the browser has to open it. */
  constructor(name: string, deadline: number) {
    this.#name = name;
    this.#deadline = deadline;
  }

  /** Rejects when the browser refuses, or does not answer in time. */
  get(): Promise<IDBPDatabase> {
    if (!this.#open) {
      const opening = this.#connect();
      this.#open = opening;
      opening.catch(() => this.#forget(opening));
    }
    return this.#open;
  }

  /** Closes it; what is under way on it is still completed. */
  async drop(db: IDBPDatabase): Promise<void> {
    const open = this.#open;
    if (open && (await open.catch(() => db)) === db) this.#forget(open);
    db.close();
  }

  #forget(open: Promise<IDBPDatabase>): void {
    if (this.#open === open) this.#open = null;
  }

  async #connect(): Promise<IDBPDatabase> {
    let version: number | undefined;
    for (let round = 0; round < rounds; round++) {
      try {
        const db = await this.#request(version);
        if (tables.every((table) => db.objectStoreNames.contains(table))) return db;
        version = db.version + 1;
        db.close();
      } catch (error) {
        // Another build was faster and raised it further.
        if (version === undefined || !(error instanceof DOMException && error.name === 'VersionError')) throw error;
        version = undefined;
      }
    }
    throw new Error('the tables of the database keep changing');
  }

  #request(version: number | undefined): Promise<IDBPDatabase> {
    return new Promise((resolve, reject) => {
      let late = false;
      let blocked = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new Error(blocked ? 'another page keeps an older version of the database open' : `the browser did not open the database in ${this.#deadline} ms`));
      }, this.#deadline);
      openDB(this.#name, version, {
        upgrade: (db) => {
          for (const table of tables) if (!db.objectStoreNames.contains(table)) db.createObjectStore(table, { keyPath: 'key' });
        },
        blocked: () => (blocked = true),
        // Another build wants to add a table, or somebody deletes the database: never stand in the way.
        blocking: (_current, _wanted, event) => {
          (event.target as IDBDatabase).close();
          this.#open = null;
        },
        terminated: () => (this.#open = null),
      })
        .then((db) => (late ? db.close() : resolve(db)), reject)
        .finally(() => clearTimeout(timer));
    });
  }
}
