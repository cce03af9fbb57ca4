/** Characters of JSON that one incident may hold of what a page hands it. */
const longest = 8_192;

/** Keeps members, in order, until the bound; what did not fit is named in `dropped`. */
export function boundData(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  let length = 0;
  for (const [key, value] of Object.entries(data)) {
    const size = key.length + (jsonLength(value) ?? longest);
    if (length + size > longest) dropped.push(key.slice(0, 100));
    else {
      kept[key] = value;
      length += size;
    }
  }
  return dropped.length > 0 ? { ...kept, dropped: dropped.slice(0, 20) } : kept;
}

function jsonLength(value: unknown): number | null {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    // Cycles and bigints: legal to clone, impossible to send.
    return null;
  }
}
