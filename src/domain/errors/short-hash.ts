/**
 * 48 bits as 12 hexadecimal digits, the same in every engine and build. For naming things, not for secrets. FNV-1a in two
 * 32-bit lanes with multipliers of their own, so that it needs no BigInt and a megabyte takes milliseconds.
 */
export function shortHash(text: string): string {
  let a = 0;
  let b = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) + 1;
    a = Math.imul(a ^ code, 0x1000193);
    b = Math.imul(b ^ code, 0x9e3779b1);
  }
  return (b >>> 16).toString(16).padStart(4, '0') + (a >>> 0).toString(16).padStart(8, '0');
}
