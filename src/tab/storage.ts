/** `localStorage` that may be refused (a sandboxed frame, a full disk, a blocked cookie): reads as `null`, writes as `false`. */
export function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** `null` removes. */
export function writeStorage(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export const sessionKey = 'prescripto-ops:session';
