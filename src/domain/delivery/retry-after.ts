/** ms; a server that asks for more is taken for one that is mistaken. */
const longest = 86_400_000;

/**
 * The moment (epoch ms) before which a server does not want to be asked again, from a `Retry-After` header in either of
 * its forms (RFC 9110 §10.2.3): seconds, or an HTTP date. 0: absent, malformed or past.
 *
 * @example retryAfter('120', 1_000) // 121000
 */
export function retryAfter(header = '', now: number): number {
  const at = /^\d+$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  return at > now ? Math.min(at, now + longest) : 0;
}
