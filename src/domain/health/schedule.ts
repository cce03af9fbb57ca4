/** ms; nobody waits longer than this for a backend that said "busy" without saying for how long. */
export const maxBackOff = 900_000;
/** ms; a `Retry-After` or `max-age` beyond this is taken for a mistake. */
const maxSteering = 3_600_000;
const firstBackOff = 5_000;
/** ms; what a new admin page waits at most for its first results. */
const firstRunWithin = 3_000;

/** FNV-1a, 32 bits: spreads installations evenly over an interval. */
export function phaseOf(installId: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < installId.length; index++) hash = Math.imul(hash ^ installId.charCodeAt(index), 0x01_00_01_93);
  return hash >>> 0;
}

/**
 * The next regular run: on this installation's own phase of the interval, ± 10 %, and never sooner than half an interval
 * away. Browsers that wake or reload together so do not knock together.
 */
export function nextRegularRun(now: number, interval: number, phase: number, random: number): number {
  const earliest = now + interval * 0.6;
  const offset = phase % interval;
  const slot = Math.ceil((earliest - offset) / interval) * interval + offset;
  return Math.round(slot + (random * 2 - 1) * 0.1 * interval);
}

/** The very first run after the first installation: soon, because somebody is looking at an empty page. */
export function firstRun(now: number, random: number): number {
  return Math.round(now + random * firstRunWithin);
}

export interface Steering {
  /** No regular poll before this time; epoch ms. */
  readonly notBefore: number;
  /** 429 and unreadable 503 in a row. */
  readonly refusals: number;
}

/** What the backend's answer asks of the next poll: `Cache-Control: max-age`, `Retry-After` (RFC 9110 §10.2.3), and a full-jitter back-off when it refuses. */
export function steer(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly readable: boolean },
  before: Steering,
  now: number,
  random: number,
): Steering {
  const refused = answer.status === 429 || (answer.status === 503 && !answer.readable);
  const refusals = refused ? Math.min(before.refusals + 1, 30) : 0;
  const backOff = refused ? random * Math.min(maxBackOff, firstBackOff * 2 ** refusals) : 0;
  const asked = Math.max(retryAfter(answer.headers['retry-after'], now), maxAge(answer.headers['cache-control']));
  return { notBefore: Math.round(now + Math.max(backOff, Math.min(asked, maxSteering))), refusals };
}

function retryAfter(value: string | undefined, now: number): number {
  if (!value) return 0;
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function maxAge(value: string | undefined): number {
  if (!value || /\bno-(?:store|cache)\b/i.test(value)) return 0;
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(value)?.[1];
  return seconds ? Number(seconds) * 1_000 : 0;
}
