/** ms; a server that asks for more is taken for one that is mistaken. */
const longest = 86_400_000;

/**
 * The moment (epoch ms) before which a server does not want to be asked again, from a `Retry-After` header in either of
 * its forms (RFC 9110 §10.2.3): seconds, or an HTTP date. `null`: absent, malformed or past.
 *
 * @example retryAfter('120', 1_000) // 121000
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  const at = /^\d+$/.test(text) ? now + Number(text) * 1_000 : httpDate(text);
  return at > now ? Math.min(at, now + longest) : null;
}

/** RFC 9110 §5.6.7; the asctime form names no zone and means GMT, which `Date.parse` would read as local time. */
function httpDate(text: string): number {
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return Number.NaN;
  return Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`);
}
