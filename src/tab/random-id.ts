/** 11 characters or so of base 36. Not `crypto.randomUUID`, which an insecure page has not. */
export function randomId(): string {
  return Math.random().toString(36).slice(2);
}
