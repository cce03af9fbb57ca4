/** Everything that the tab keeps in localStorage begins with this. */
export const ourKeys = 'prescripto-ops:';
export const sessionKey = `${ourKeys}session`;
export const maskKey = `${ourKeys}mask`;
export const spillKey = `${ourKeys}spill:`;

/** JSON from localStorage, which may be refused (a sandboxed frame, a blocked cookie) or written by others: then `undefined`. */
export function readStorage(key: string): unknown {
  try {
    return JSON.parse(localStorage[key] as string);
  } catch {
    return undefined;
  }
}

/** Nothing, and the JSON of nothing, removes. Where nothing can be kept, or no more, nothing is. */
export function writeStorage(key: string, json?: string): void {
  try {
    if (json) localStorage[key] = json;
    else delete localStorage[key];
  } catch {
    return;
  }
}

/** Throws where storage is refused. */
export const keysOf = (prefix: string): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
