import type { IncomingMessage } from 'node:http';

export type Cors = (request: IncomingMessage) => Readonly<Record<string, string>>;

const common = { 'access-control-expose-headers': 'retry-after, x-request-id', 'timing-allow-origin': '*' } as const;

/**
 * Which pages may report here. Without a list, those of any origin: no cookie is read for what they send. With one
 * (`https://clinic.example https://admin.clinic.example`), those alone, and the server's own.
 */
export function corsOf(origins: string | undefined): Cors {
  const allowed = new Set((origins ?? '').split(/[\s,]+/).filter(Boolean));
  for (const origin of allowed) if (URL.parse(origin)?.origin !== origin) throw new TypeError(`OPS_ALLOWED_ORIGINS: expected origins like https://clinic.example, got ${JSON.stringify(origin)}`);
  if (!allowed.size) return () => ({ ...common, 'access-control-allow-origin': '*' });
  return ({ headers: { origin } }) => ({ ...common, vary: 'origin', ...(origin && allowed.has(origin) ? { 'access-control-allow-origin': origin } : {}) });
}

export const preflight = { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type, content-encoding, x-request-id, traceparent', 'access-control-max-age': '600' } as const;
