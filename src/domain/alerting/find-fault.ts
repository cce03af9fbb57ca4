/** Of each member, what its JSON must look like. */
export type Rules = Readonly<Record<string, RegExp>>;

/** The first thing that is wrong with a record, by member: `severity: expected /^"(CRITICAL|…)"$/, got "SEVERE"`; or `''`. */
export function findFault(given: object, rules: Rules): string {
  for (const [name, value] of Object.entries(given)) {
    const json = String(JSON.stringify(value));
    // A member may be called `toString`.
    if (!rules[name]?.test?.(json)) return `${name}: expected ${rules[name]}, got ${json.slice(0, 100)}`;
  }
  return '';
}
