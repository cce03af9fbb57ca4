/** Characters of JSON that one incident may hold of what a page hands it. */
const longest = 8_192;

/** Keeps members, in order, that fit; what did not is named in `dropped`. */
export function boundData(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let left = longest;
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    // A bigint is legal to clone, and cannot be told as JSON.
    const size = JSON.stringify([name, value], (_, member: unknown) => (typeof member === 'bigint' ? `${member}` : member)).length;
    if (size > left) dropped.push(name.slice(0, 100));
    else {
      kept[name] = value;
      left -= size;
    }
  }
  return dropped.length ? { ...kept, dropped: dropped.slice(0, 20) } : data;
}
