/**
 * 48 bits as 12 hexadecimal digits, the same in every engine and build. For naming things, not for secrets. The mixing is cyrb53's
 * (github.com/bryc/code): two 32-bit lanes, so that it needs no BigInt and a megabyte takes milliseconds.
 */
export function shortHash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return ((b >>> 0) & 0xffff).toString(16).padStart(4, '0') + (a >>> 0).toString(16).padStart(8, '0');
}
