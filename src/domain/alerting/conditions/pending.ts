/** A condition that holds has to hold for a while. */
export interface Pending {
  /** epoch ms; `null`: it does not hold */
  readonly since: number | null;
  /** epoch ms of the last look */
  readonly lookedAt: number;
}

/** ms; who has not looked for longer was asleep, which proves nothing. */
const longestGap = 120_000;

/**
 * Inactive → pending → due. `isBad` `null`: nothing is known, which neither counts as time that it held nor ends it. After a sleep, or with a clock that was set back, the time
 * begins anew.
 */
export function reducePending(before: Pending | undefined, isBad: boolean | null, holds: number, now: number): Pending & { readonly isDue: boolean } {
  const { since: began = null, lookedAt = now } = before ?? {};
  const away = now - lookedAt;
  const slept = away < 0 || away > longestGap;
  if (isBad === false || (began === null && isBad === null)) return { since: null, lookedAt: now, isDue: false };
  const since = began === null || slept ? now : isBad ? began : began + away;
  return { since, lookedAt: now, isDue: !!isBad && now - since >= holds };
}
