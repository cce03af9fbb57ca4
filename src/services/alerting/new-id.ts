import { timeKey } from '../ports/store.ts';

/** A new id that sorts by time. `chance`: 0 to 1, to keep those of one millisecond apart. */
export const newId = (of: string, now: number, chance: number): string => `${of}:${timeKey(now)}${String(chance).slice(2, 6)}`;
