const longest = 1_000;

/** What somebody wrote, or what was found, as a text that a row has room for. */
export const textOf = (value: unknown): string => String(value ?? '').slice(0, longest);
