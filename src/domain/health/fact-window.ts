/** What happened in one minute, over all tabs. */
export interface MinuteFacts {
  /** epoch minutes */
  readonly minute: number;
  /** API calls that say something of the backend: not aborted, not offline. */
  readonly calls: number;
  /** 5xx, time-outs, network failures */
  readonly failedCalls: number;
  /** 401 */
  readonly unauthorized: number;
  /** Errors that nobody handled, and the page views (documents) they happened in. */
  readonly unhandled: number;
  readonly pages: readonly string[];
  readonly failedScripts: number;
  readonly securityEvents: number;
}

export type Facts = Omit<MinuteFacts, 'minute'>;

export const noFacts: Facts = { calls: 0, failedCalls: 0, unauthorized: 0, unhandled: 0, pages: [], failedScripts: 0, securityEvents: 0 };

const minute = 60_000;
const kept = 15;
const maxPages = 50;

const add = (a: Facts, b: Facts): Facts => ({
  calls: a.calls + b.calls,
  failedCalls: a.failedCalls + b.failedCalls,
  unauthorized: a.unauthorized + b.unauthorized,
  unhandled: a.unhandled + b.unhandled,
  pages: [...new Set([...a.pages, ...b.pages])].slice(0, maxPages),
  failedScripts: a.failedScripts + b.failedScripts,
  securityEvents: a.securityEvents + b.securityEvents,
});

/** Adds what happened at `at`; what is older than a quarter of an hour falls out. */
export function addFacts(window: readonly MinuteFacts[], facts: Facts, at: number, now: number): readonly MinuteFacts[] {
  const oldest = Math.floor(now / minute) - kept;
  const index = Math.floor(Math.min(at, now) / minute);
  const recent = window.filter((entry) => entry.minute > oldest);
  if (index <= oldest) return recent;
  const same = recent.find((entry) => entry.minute === index);
  return [...recent.filter((entry) => entry !== same), { ...add(same ?? noFacts, facts), minute: index }].sort((a, b) => a.minute - b.minute);
}

/** Everything of the last `minutes`, the running one included. */
export function sumFacts(window: readonly MinuteFacts[], now: number, minutes: number): Facts {
  const first = Math.floor(now / minute) - minutes;
  return window.filter((entry) => entry.minute > first).reduce<Facts>(add, noFacts);
}
