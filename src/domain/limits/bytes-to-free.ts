/** Share of the quota from which on storage is short. */
const tight = 0.8;
/** Bytes; about what all shelves hold. Pages that have used up more than that are short by themselves: nothing of ours would help. */
const ours = 200e6;

/**
 * Bytes; so that a write which was refused fits, several times over. A constant, because the estimate does not help then: Chromium answers
 * `usage` + 10 GB for the quota, and a disk fills up whatever the quota is.
 */
export const roomForWrites = 4e6;

/** How much has to go; below 0: storage is not short. */
export function bytesToFree(usage: number | null, quota: number | null): number {
  const over = (usage ?? 0) - tight * (quota ?? Infinity);
  return over < ours ? over : 0;
}
