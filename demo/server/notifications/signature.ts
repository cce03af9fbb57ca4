import { createHmac, timingSafeEqual } from 'node:crypto';

/** s; how old a signature may be. Within it a receiver tells repeats by the message's id. */
export const replayWindow = 300;

function mac(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

/** The value of `X-Ops-Signature`: one `v1` a secret, so that a secret can be changed without a gap. */
export function sign(body: string, secrets: readonly string[], now: number): string {
  const seconds = Math.floor(now / 1_000);
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${mac(secret, seconds, body)}`)].join(',');
}

/**
 * Whether a body is what we sent, with this secret, within the last five minutes. For receivers: copy it, or write it anew; `body` is
 * the raw body, before anybody parsed it.
 */
export function verify(header: string, body: string, secret: string, now: number): boolean {
  const parts = header.split(',').map((part) => part.split('=', 2));
  const seconds = Number(parts.find(([name]) => name === 't')?.[1]);
  if (!(Math.abs(now / 1_000 - seconds) <= replayWindow)) return false;
  const right = Buffer.from(mac(secret, seconds, body));
  return parts.some(([name, value = '']) => name === 'v1' && value.length === right.length && timingSafeEqual(Buffer.from(value), right));
}
