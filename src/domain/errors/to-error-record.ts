import type { Breadcrumb } from '../../contract/breadcrumb.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import { recordId } from '../../contract/record-id.ts';
import type { ClientInfo } from '../../contract/scope.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import { browserName } from './browser-name.ts';
import { classify } from './classify.ts';
import { fingerprintOf } from './fingerprint.ts';
import { pagePath } from './page-path.ts';
import { parseStack } from './parse-stack.ts';
import { plainError } from './plain-error.ts';
import { signatureOf } from './signature.ts';
import type { Signature } from './signature.ts';

const crossOriginAdvice =
  'A script of another origin failed, and the browser hides the details. Add crossorigin="anonymous" to its tag and Access-Control-Allow-Origin to its response.';

/** An error as it is stored: what was observed, what follows from it, and the trail that led there; and what it tells of its group. */
export function toErrorRecord(signal: ErrorSignal, client: ClientInfo, breadcrumbs: readonly Breadcrumb[]): { readonly record: ErrorRecord; readonly identity: Signature } {
  const { at, scope, mechanism, handled, context, performance = {} } = signal;
  const error = { ...signal.error, ...plainError(signal.error) };
  const { name, message, stack, props, causes = [] } = error;
  const { tabId, app, release, environment, features: _, ...about } = client;
  const { user, sessionId, url } = scope;
  const frames = parseStack(stack, message);
  // A script of another origin without CORS: the browser tells no more than that something failed.
  const crossOrigin = frames.length === 0 && /^Script error\.?$/.test(message);
  const seen = { name, message, stack, frames, mechanism, handled, url };
  const identity = signatureOf(seen);
  const browserContext = { ...browserName(client.userAgent), ...about };
  const tags = { browser: browserContext.browser, url: pagePath(url), release, environment, mechanism, handled: String(handled), 'cross-origin': crossOrigin && 'true' };
  const record: ErrorRecord = {
    ...seen,
    ...classify({ ...signal, error }),
    id: recordId('error', at, tabId, signal.seq),
    timestamp: at,
    cause: causes.map(({ name, message, stack }) => ({ name, message, frames: parseStack(stack, message) })),
    userId: user?.id ?? (typeof context?.userId === 'string' ? context.userId : null),
    sessionId,
    tabId,
    app,
    release,
    environment,
    browserContext,
    appContext: {
      ...scope.context,
      ...context,
      ...(user && { user: { id: user.id, ...user.profile } }),
      ...(props && { properties: props }),
      ...(crossOrigin && { advice: crossOriginAdvice }),
    },
    signature: identity.signature,
    fingerprint: fingerprintOf(seen),
    tags: Object.entries(tags).flatMap(([key, value]) => (value ? `${key}:${value}` : [])),
    breadcrumbs,
    performance,
  };
  return { record, identity };
}
