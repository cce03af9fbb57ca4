import type { DatabaseSync } from 'node:sqlite';
import { createOutlets, type Environment, type Outlets, pagers } from './create-outlets.ts';
import { Dispatcher } from './dispatcher.ts';
import { asOneNotice } from './grouped-notice.ts';
import type { Notice } from './notice.ts';
import { Outbox, type OutletCounts } from './outbox.ts';

export interface NotificationOptions {
  readonly database: DatabaseSync;
  readonly env: Environment;
  readonly now: () => number;
  /** 0 to 1 */
  readonly random: () => number;
}

/** What a caller is told of one notification. */
export interface Acceptance {
  readonly id: string;
  readonly accepted: boolean;
  /** It was here before, and is not sent again. */
  readonly repeat: boolean;
  /** Why it is not, or will not arrive. */
  readonly reason?: string;
}

export interface OutletStatus extends OutletCounts {
  readonly outlet: string;
  readonly configured: boolean;
  /** What to set; empty where it is configured. */
  readonly reason: string;
}

/** ms, and messages in it: a thousand browsers that notice the same outage must not send a thousand mails to one person. */
const floodWindow = 600_000;
const floodLimit = 5;

/** Everything that leaves the house: outlets, the outbox before them, and who carries it out. */
export class Notifications {
  readonly outlets: Outlets;
  readonly outbox: Outbox;
  readonly publicUrl: string | null;
  readonly #database: DatabaseSync;
  readonly #dispatcher: Dispatcher;
  readonly #now: () => number;

  constructor({ database, env, now, random }: NotificationOptions) {
    this.#database = database;
    this.#now = now;
    this.outlets = createOutlets(env, database, now);
    this.outbox = new Outbox(database);
    const publicUrl = env['OPS_PUBLIC_URL']?.trim().replace(/\/$/, '') || null;
    this.publicUrl = publicUrl;
    this.#dispatcher = new Dispatcher({ outbox: this.outbox, outlets: this.outlets.byName, now, random, publicUrl });
  }

  /**
   * Puts messages into the outbox, once an id, and sends them from there. Each is one notice, or several that go together. What
   * nobody can be reached with is refused, with the reason.
   */
  accept(outlet: string, messages: readonly (readonly Notice[])[]): readonly Acceptance[] {
    const accepted = messages.flatMap((notices) => this.#put(outlet, notices));
    this.#dispatcher.wake();
    return accepted;
  }

  /** Hands an incident of the fleet to every pager that is configured; within the caller's transaction, if it holds one. */
  page(notice: Notice): void {
    for (const pager of pagers) if (this.configured(pager)) this.#put(pager, [{ ...notice, id: `${notice.id}:${pager}` }]);
  }

  /** After a transaction that called `page`. */
  wake(): void {
    this.#dispatcher.wake();
  }

  configured(outlet: string): boolean {
    return 'send' in (this.outlets.byName.get(outlet) ?? {});
  }

  /** Why an outlet takes nothing; empty where it does. */
  reason(outlet: string): string {
    const found = this.outlets.byName.get(outlet);
    return found && 'reason' in found ? found.reason : '';
  }

  status(): readonly OutletStatus[] {
    return [...this.outlets.byName.keys()].map((outlet) => ({ outlet, configured: this.configured(outlet), reason: this.reason(outlet), ...this.outbox.counts(outlet) }));
  }

  /** Forgets all messages and subscriptions. */
  empty(): void {
    this.#database.exec('delete from outbox; delete from carried; delete from push_subscriptions');
  }

  close(): Promise<void> {
    return this.#dispatcher.close();
  }

  #put(name: string, notices: readonly Notice[]): readonly Acceptance[] {
    const outlet = this.outlets.byName.get(name);
    const answer = (some: readonly Notice[], accepted: boolean, repeat: boolean, reason?: string): readonly Acceptance[] => some.map(({ id }) => ({ id, accepted, repeat, ...(reason === undefined ? {} : { reason }) }));
    if (!outlet || 'reason' in outlet) return answer(notices, false, false, outlet?.reason ?? 'no such channel');
    // A browser that missed the answer sends the same again, perhaps with others: nobody is to read a thing twice.
    const known = notices.filter(({ id }) => this.outbox.knows(name, id));
    const [first, ...rest] = notices.filter((notice) => !known.includes(notice));
    const repeats = answer(known, true, true);
    if (!first) return repeats;
    const fresh = [first, ...rest] as const;
    const notice = asOneNotice(fresh);
    const now = this.#now();
    const targets = outlet.targets(notice.to);
    if (!targets.length) {
      this.outbox.add(name, '', notice, now, 'nobody to send it to');
      return [...repeats, ...answer(fresh, false, false, name === 'push' ? 'no page has subscribed' : `nobody is behind the name ${JSON.stringify(notice.to)}`)];
    }
    const held = targets.map((target) => this.#holdsBack(name, target, notice, now));
    for (const [at, target] of targets.entries()) this.outbox.add(name, target, notice, now, held[at] ?? undefined);
    for (const other of fresh) if (other.id !== notice.id) this.outbox.carry(name, other, notice.id);
    const all = held.every((reason) => reason !== null);
    return [...repeats, ...answer(fresh, !all, false, all ? (held[0] ?? '') : undefined)];
  }

  /** Why a person is spared a message; the fleet's pagers group for themselves. */
  #holdsBack(name: string, target: string, { incidentId, alertId, event }: Notice, now: number): string | null {
    if ((pagers as readonly string[]).includes(name)) return null;
    if (event === 'resolved') return this.outbox.wasHeldBack(name, target, incidentId) ? 'held back: so was all of its incident' : null;
    return this.outbox.sentSince(name, target, alertId, now - floodWindow) < floodLimit ? null : `held back: ${floodLimit} messages about ${alertId} within 10 minutes`;
  }
}
