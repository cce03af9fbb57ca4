import type { ResolvedConfig } from '../contract/config.ts';
import { resolveConfig } from '../contract/resolve-config.ts';
import { createScrubber } from '../domain/scrub/create-scrubber.ts';
import type { Scrub } from '../services/ports/scrub.ts';
import type { Row, Store } from '../services/ports/store.ts';

interface ConfigRow extends Row {
  readonly config: ResolvedConfig;
}

/** The part of the configuration that is the origin's and not one page's. */
function shared(config: ResolvedConfig): Partial<ResolvedConfig> {
  const { endpoint, endpoints, events, privacy, health, alerts } = config;
  return { endpoint, endpoints, events, privacy, health, alerts };
}

/** Paths at which two plain values differ, `endpoints.logs` style. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (a === b) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], path ? `${path}.${key}` : key));
}

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
    const differ = this.#known ? differences(shared(this.#config), shared(config)) : [];
    if (this.#known && !differ.length) return false;
    if (differ.length) this.#warning = `tab ${tabId} (${config.app}) brought other options than the pages before it and they are in force now: ${differ.slice(0, 5).join(', ')}`;
    this.#use(config);
    await this.#store.write(async (tx) => tx.put<ConfigRow>('meta', { key: 'config', config }));
    return true;
  }

  #use(config: ResolvedConfig): void {
    this.#config = config;
    this.#scrub = createScrubber({ keys: config.privacy.keys });
    this.#known = true;
  }
}
