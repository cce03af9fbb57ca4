/** What stands where a person's id stood. */
export const erased = '[erased]';

/** Does a value, or anything in it, say this id and nothing else? Ids inside longer texts are left: `1` is in many. */
export function mentionsUser(value: unknown, userId: string): boolean {
  if (value === userId) return true;
  return value !== null && typeof value === 'object' && Object.values(value).some((member) => mentionsUser(member, userId));
}

/** The same value with the id replaced wherever it stood. */
export function redactUser<T>(value: T, userId: string): T {
  if (value === userId) return erased as T;
  if (Array.isArray(value)) return value.map((member: unknown) => redactUser(member, userId)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactUser(member, userId)])) as T;
}
