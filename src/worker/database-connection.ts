import { tables } from '../services/ports/store.ts';
import { resultOf } from './result-of.ts';

/**
 * One connection to the database, opened when it is needed and anew after it was lost. There is no fixed version
 * number: a build opens what is there and raises the version only to add a table that is missing. So an older build works on
 * a newer database, a newer one on an older, side by side, and no row is ever touched.
 */
export class DatabaseConnection {
  readonly #name: string;
  readonly #deadline: number;
  #opening: Promise<IDBDatabase> | null = null;
  #db: IDBDatabase | null = null;
  #blocked = false;

  /** `deadline`: ms that the browser has to open it. */
  constructor(name: string, deadline: number) {
    this.#name = name;
    this.#deadline = deadline;
  }

  /**
   * Rejects when the browser refuses, or has not answered at the third look; an answer that comes late is there for the next call. In looks, not in
   * ms: a machine that slept, or a page that was held up, finds its timer and the answer due in one moment.
   */
  get(): Promise<IDBDatabase> {
    let timer: ReturnType<typeof setInterval> | undefined;
    const late = new Promise<never>((_, reject) => {
      let looks = 0;
      timer = setInterval(() => {
        if (++looks > 2) reject(new Error(this.#blocked ? 'another page keeps an older version of the database open' : `the browser did not open the database in ${this.#deadline} ms`));
      }, this.#deadline / 3);
    });
    this.#opening ??= this.#connect().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return Promise.race([this.#opening, late]).finally(() => clearInterval(timer));
  }

  /** Closes it; what is under way on it is still completed. */
  drop(db: IDBDatabase): void {
    db.close();
    if (this.#db === db) this.#opening = this.#db = null;
  }

  async #connect(): Promise<IDBDatabase> {
    this.#blocked = false;
    // Several builds can race to add their tables, each round somebody has won; and what is opened can be deleted meanwhile.
    for (let version: number | undefined, rounds = 9; ; ) {
      try {
        const db = await this.#request(version);
        if (tables.every((table) => db.objectStoreNames.contains(table))) return (this.#db = db);
        version = db.version + 1;
        db.close();
      } catch (error) {
        // `VersionError`: another build was faster and raised it further. `AbortError`: it was deleted, or cleared by a person, while it was opened.
        if (!--rounds || !/^(Ve|Ab)/.test((error as Error).name)) throw error;
        version = undefined;
      }
    }
  }

  async #request(version: number | undefined): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name, version);
    request.onupgradeneeded = () => {
      const { result } = request;
      // Without a `keyPath`: Chromium reads each row that it has written back for what is there (`IDBObjectStore::DoPut`), which costs more than writing it.
      for (const table of tables) if (!result.objectStoreNames.contains(table)) result.createObjectStore(table);
    };
    request.onblocked = () => (this.#blocked = true);
    const db = await resultOf(request);
    // Another build wants to add a table, or somebody deletes the database: never stand in the way.
    request.result.onversionchange = request.result.onclose = () => this.drop(db);
    return db;
  }
}
