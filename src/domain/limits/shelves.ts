/** Characters of JSON; the least that a shelf may hold. Where less than that is used none can be over its measure, and nothing has to be read to know. */
export const least = 8e6;

/**
 * What is stored in bulk, what is missed least first: where room is short, what stands first goes first, its oldest before its newer. Table, how the
 * keys begin, and the most characters of JSON that are kept even where there is room. Nothing else is ever given up for room: counts, groups,
 * checks, incidents, what is on its way to a person are small, and bounded in rows.
 */
export const shelves = [
  ['metrics', '', least],
  ['history', '', least],
  ['logs', '', 32e6],
  ['outbox', 'rejected:', least],
  ['outbox', 'metrics:', least],
  ['outbox', 'logs:', 32e6],
  ['errors', '', 32e6],
  ['outbox', 'errors:', 48e6],
  ['outbox', 'errorAlert:', 16e6],
] as const;
export type Shelf = (typeof shelves)[number];
