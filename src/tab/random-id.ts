/** 12 characters of base 36. Not `crypto.randomUUID`, which an insecure page has not. */
export function randomId(): string {
  return (Math.random().toString(36) + Math.random().toString(36)).replace(/0?\./g, '').padEnd(12, '0').slice(-12);
}
