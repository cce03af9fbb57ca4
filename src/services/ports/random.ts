/** 0 ≤ x < 1; for jitter and ids, not for secrets. */
export type Random = () => number;
