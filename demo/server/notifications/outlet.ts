import type { Notice } from './notice.ts';

/** What became of one attempt. Details are ours, never a provider's words: those may repeat addresses and keys. */
export type Outcome =
  /** `accepted`: the provider took it over; `confirmed`: it says that it arrived. */
  | { readonly kind: 'taken'; readonly state: 'accepted' | 'confirmed'; readonly detail: string }
  /** Not now; `after`: ms that the provider asks for, 0 where it does not say. */
  | { readonly kind: 'later'; readonly detail: string; readonly after: number }
  /** Never: trying again changes nothing. */
  | { readonly kind: 'refused'; readonly detail: string };

/** One message to one target. */
export interface Letter {
  readonly notice: Notice;
  /** One of `targets(…)`. */
  readonly target: string;
  /** Idempotency key of the first message of this incident to this target; `null`: this is the first. */
  readonly repliesTo: string | null;
  /** Whoever gets it there says so with a `POST`; `null`: the environment names no public address. */
  readonly confirmUrl: string | null;
}

/** One way out of the house. It keeps nothing: what waits stands in the outbox. */
export interface Outlet {
  /** Whom a name of the escalation path stands for; `[]`: nobody. Kept in the outbox, never shown. */
  targets(to: string): readonly string[];
  /** Tries once. Never rejects; gives up when the signal says so. */
  send(letter: Letter, signal: AbortSignal): Promise<Outcome>;
  close?(): void;
}

/** An outlet that the environment does not set up, and what would. */
export interface Unconfigured {
  readonly reason: string;
}
