/** Members that are kept of what is handed in, and the characters of JSON of each. */
const mostMembers = 50;
const longestMember = 2_000;

export function boundData(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => String(JSON.stringify(value)).length <= longestMember).slice(0, mostMembers));
}
