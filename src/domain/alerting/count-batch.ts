import type { BusinessEvent } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { ApiCallRecord, MetricRecord } from '../../contract/performance.ts';
import { isCounted, isFailure, isTimed } from '../performance/outcome.ts';
import { addToSketch, emptySketch } from '../performance/quantile-sketch.ts';
import { tally } from '../counts.ts';
import type { Counters } from './counters.ts';

export interface Observation {
  readonly calls: readonly ApiCallRecord[];
  /** The calls included. */
  readonly metrics: readonly MetricRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

/** What an incident shows of it. */
export type Occurrence = { readonly message: string; readonly sessionId: string; readonly value?: number };

export interface CountedBatch extends Counters {
  /** What fires by having happened, whenever it did, by alert. */
  readonly occurred: Readonly<Record<string, readonly Occurrence[]>>;
}

/** ms; what arrives later, from a closed page or after sleep, says nothing about now. */
const late = 120_000;
/** No digits: a page that puts ids into its names must not fill the counters. */
const businessEvent = /^(payment|sync|booking|appointment|token)_[a-z]{1,9}$/;

/** Interventions, deprecations and failed resources are no errors that somebody forgot to handle. */
const uncaught = /^on|worker/;

/** How Chromium, Firefox and WebKit, webpack and Vite say that a part of the application did not come. */
const missingChunk = /^script.* failed to load|dynamically imported|module script failed|loading .*chunk|preload css/i;
const payment = /pay|stripe|braintree|adyen|klarna|mollie|checkout/i;

/** What the checks look at besides: a part of the application that did not load, what a secure page asked for in the clear, what nobody handled. */
function failuresOf({ mechanism, message, url }: ErrorRecord): readonly string[] {
  const isMixed = mechanism === 'resource' && url.startsWith('https:') && message.includes(' http:');
  if (missingChunk.test(message)) return ['scripts', ...(payment.test(message) ? ['pay_scripts'] : []), ...(isMixed ? ['mixed'] : [])];
  return uncaught.test(mechanism) ? ['unhandled'] : isMixed ? ['mixed'] : [];
}

const toOccurrence = ({ message, sessionId }: Occurrence): Occurrence => ({ message, sessionId });

/** What a batch adds to the counters of now. `names` maps an application's own event names onto ours. */
export function countBatch({ calls, errors, logs }: Omit<Observation, 'metrics'>, names: Readonly<Record<string, BusinessEvent>>, now: number): CountedBatch {
  const isFresh = ({ timestamp }: { readonly timestamp: number }): boolean => now - timestamp < late;
  const answered = calls.filter((call) => isFresh(call) && isCounted(call.outcome));
  const business = logs
    .filter(({ type }) => type === 'business' || type === 'user_action')
    .map((entry) => ({ ...entry, name: names[entry.message] ?? entry.message }))
    .filter(({ name }) => businessEvent.test(name));
  const security = [...errors, ...logs].filter((one) => ('type' in one ? one.type : one.category) === 'security');
  return {
    counts: tally([
      'seen',
      ...security.filter(isFresh).map(() => 'security'),
      ...errors.filter(isFresh).flatMap(failuresOf),
      ...answered.map(({ outcome }) => (isFailure(outcome) ? 'api_failed' : 'api_ok')),
      ...business.filter(isFresh).map(({ name }) => name),
    ]),
    latency: addToSketch(emptySketch, answered.filter(({ outcome }) => isTimed(outcome)).map(({ duration }) => duration)),
    occurred: {
      security_breach: security.map(toOccurrence),
      data_sync_failure: business.filter(({ name }) => name === 'sync_failed').map(toOccurrence),
    },
  };
}
