import type { ResolvedConfig } from '../contract/config.ts';
import { resolveConfig } from '../contract/resolve-config.ts';
import { createScrubber } from '../domain/scrub/create-scrubber.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import type { Row, Store } from '../services/ports/store.ts';

interface ConfigRow extends Row {
  readonly config: ResolvedConfig;
}

/** The parts of the configuration that are the origin's and not one page's. */
const shared = ['endpoint', 'endpoints', 'events', 'privacy', 'health', 'alerts', 'limits', 'sampling', 'sourceMaps', 'errors'] as const;

/**
 * The configuration that the runtime works by: the newest page's. It is remembered, so that a runtime that starts again
 * goes on with probes and deliveries before a page has said hello. Pages of one origin that disagree are reported.
 */
export class RuntimeConfig {
  #config: ResolvedConfig = resolveConfig({}, 'http://localhost/');
  #scrub: Scrub = createScrubber({});
  #known = false;
  #warning: string | null = null;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get current(): ResolvedConfig {
    return this.#config;
  }

  get scrub(): Scrub {
    return this.#scrub;
  }

  /** False until a page, or the store, has named one: nothing is probed or sent before. */
  get known(): boolean {
    return this.#known;
  }

  get warnings(): readonly string[] {
    return this.#warning ? [this.#warning] : [];
  }

  async load(): Promise<void> {
    const row = await this.#store.read((tx) => tx.get<ConfigRow>('meta', 'config'));
    if (row && !this.#known) this.#use(row.config);
  }

  /** Resolves with whether anything changed. */
  async adopt(config: ResolvedConfig, tabId: string): Promise<boolean> {
    const differ = shared.filter((name) => JSON.stringify(this.#config[name]) !== JSON.stringify(config[name]));
    if (this.#known && !differ.length) return false;
    if (this.#known) this.#warning = `tab ${tabId} (${config.app}) brought other options than the pages before it; they are in force now: ${differ.join(', ')}`;
    this.#use(config);
    await this.#store.write(async (tx) => tx.put<ConfigRow>('meta', { key: 'config', config: this.#config }));
    return true;
  }

  #use(config: ResolvedConfig): void {
    // One that an older build has stored lacks what has come since.
    this.#scrub = createScrubber(config.privacy);
    const { app, release, environment, buildTime } = config;
    this.#config = { ...this.#config, ...config, ...this.#scrub({ app, release, environment, buildTime }) };
    this.#known = true;
  }
}
