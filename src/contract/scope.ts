/** Who was signed in. `id` and every profile field pass the scrubber before they are stored. */
export interface UserContext {
  readonly id: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/**
 * What surrounds a signal. The tab makes a new (immutable) scope only when one of its parts changes and every signal
 * points at the scope of its moment: structured cloning keeps identity, so a batch carries each scope once.
 */
export interface Scope {
  readonly sessionId: string;
  readonly url: string;
  readonly user: UserContext | null;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What is constant for one document: sent once a batch. */
export interface ClientInfo {
  readonly tabId: string;
  readonly app: string;
  readonly release: string;
  readonly environment: string;
  readonly userAgent: string;
  readonly language: string;
  readonly timeZone: string;
  readonly viewport: { readonly width: number; readonly height: number; readonly pixelRatio: number };
  readonly secureContext: boolean;
  /** Features by name that only a page can look for, besides those that the runtime finds, for the check `browser_compatibility`. */
  readonly features?: Readonly<Record<string, boolean>> | undefined;
  /** Debug mode: nothing of this tab is sampled. */
  readonly debug?: boolean | undefined;
  /** `effectiveType` of the Network Information API, where the engine has it. */
  readonly connection?: string | undefined;
  /** GB, rounded by the engine. */
  readonly deviceMemory?: number | undefined;
}
