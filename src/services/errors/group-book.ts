import type { ErrorRecord } from '../../contract/error-record.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import type { Analysis } from '../../domain/errors/analyse-error.ts';
import { isRepeat, withSighting } from '../../domain/errors/fingerprint.ts';
import { foldGroup } from '../../domain/errors/group-fold.ts';
import type { GroupRow } from '../../domain/errors/group-fold.ts';
import { joinFamily } from '../../domain/errors/join-family.ts';
import type { FamilyMember } from '../../domain/errors/join-family.ts';
import type { Row, Transaction } from '../ports/store.ts';

interface FamilyRow extends Row {
  readonly members: readonly FamilyMember[];
}

const familyPrefix = 'errors:family:';

/** The groups that one batch touches: each row is read once, folded in memory, and written once at the end. */
export class GroupBook {
  readonly #tx: Transaction;
  readonly #groups = new Map<string, GroupRow | undefined>();
  readonly #families = new Map<string, readonly FamilyMember[]>();
  readonly #changed = new Set<string>();

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  /** The signature of the group that an error belongs to. */
  async signatureOf({ identity }: Analysis): Promise<string> {
    const { family } = identity;
    if (family === null) return identity.signature;
    const key = familyPrefix + family;
    const members = this.#families.get(family) ?? (await this.#tx.get<FamilyRow>('meta', key))?.members ?? [];
    const joined = joinFamily(members, identity);
    this.#families.set(family, joined.members);
    if (joined.members !== members) this.#tx.put<FamilyRow>('meta', { key, members: joined.members });
    return joined.signature;
  }

  async load(signature: string): Promise<void> {
    if (!this.#groups.has(signature)) this.#groups.set(signature, await this.#tx.get<GroupRow>('groups', signature));
  }

  /** Has another tab or mechanism reported this occurrence already? The group must be loaded. */
  isRepeat(signature: string, signal: ErrorSignal, tabId: string, fingerprint: string): boolean {
    return isRepeat(this.#groups.get(signature)?.sightings ?? [], { fingerprint, tabId, mechanism: signal.mechanism }, signal.at);
  }

  /** One more occurrence. The group must be loaded. */
  add(record: ErrorRecord, chunk: string, now: number, family: string | null): void {
    const row = foldGroup(this.#groups.get(record.signature), record, chunk, now, family);
    const { fingerprint, tabId, mechanism, timestamp } = record;
    this.#groups.set(row.key, { ...row, sightings: withSighting(row.sightings, { fingerprint, tabId, mechanism }, timestamp) });
    this.#changed.add(row.key);
  }

  close(): void {
    for (const key of this.#changed) {
      const row = this.#groups.get(key);
      if (row) this.#tx.put('groups', row);
    }
  }
}

/** Removes groups, and their names from the families that they belong to. */
export async function dropGroups(tx: Transaction, rows: readonly GroupRow[]): Promise<void> {
  for (const row of rows) {
    tx.delete('groups', row.key);
    if (row.family === null) continue;
    const key = familyPrefix + row.family;
    const members = ((await tx.get<FamilyRow>('meta', key))?.members ?? []).filter((member) => member.signature !== row.key);
    if (members.length > 0) tx.put<FamilyRow>('meta', { key, members });
    else tx.delete('meta', key);
  }
}
