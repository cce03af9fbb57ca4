/** A member `userId` with this value, as it stands in a record's JSON; a quote inside a text would be escaped there. */
export const named = (userId: string): string => `"userId":${JSON.stringify(userId)}`;

/** Does anything in a record name the user: whose it is, or a `userId` at any depth? */
export function namesUser(record: object, userId: string): boolean {
  const { user } = record as { readonly user?: { readonly id?: unknown } | null };
  return user?.id === userId || JSON.stringify(record).includes(named(userId));
}
