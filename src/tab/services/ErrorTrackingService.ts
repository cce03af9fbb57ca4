import type { BreadcrumbInput } from '../../contract/breadcrumb.ts';
import type { ErrorsApi } from '../../contract/runtime-api.ts';
import type { ErrorCategory, Severity } from '../../contract/severity.ts';
import { cloneable, cut } from '../capture/cloneable.ts';
import { moreOf } from '../more-of.ts';
import { theAgent } from '../the-agent.ts';
import type { Reads } from './reader.ts';
import { reads } from './reader.ts';
import { setUser } from './set-user.ts';

/** `category` and `severity` say what it is; everything else is kept as context. */
export type CaptureContext = Readonly<Record<string, unknown>> & { readonly category?: ErrorCategory; readonly severity?: Severity };

export interface ErrorTracker extends Reads<ErrorsApi, 'getErrorStats' | 'getErrorGroups' | 'getErrorGroup' | 'getRecentErrors' | 'resolveGroup' | 'ignoreGroup' | 'reopenGroup'> {
  /** Each returns the event's id. The same error object counts once. */
  captureError(error: unknown, context?: CaptureContext): string;
  captureException(error: unknown, context?: CaptureContext): string;
  captureMessage(message: string, level?: string, context?: CaptureContext): string;
  addBreadcrumb(crumb: BreadcrumbInput): void;
  setUser(id: string | null, context?: Readonly<Record<string, unknown>>): void;
  /** Added to every later event of this page. */
  setContext(context: Readonly<Record<string, unknown>>): void;
  /** Errors in a Worker of the page count too, from soon after the call: what listens is loaded by pages that ask for it. */
  watchWorker(worker: Worker): void;
}

function details(given: CaptureContext | undefined, level?: Severity) {
  const { category, severity = level, ...context } = Object(given && cloneable(given)) as CaptureContext;
  return { category, severity, context };
}

export const captureError: ErrorTracker['captureError'] = (error, context) => theAgent().captureError(error, details(context));
export const captureException: ErrorTracker['captureException'] = captureError;
export const captureMessage: ErrorTracker['captureMessage'] = (message, level = 'INFO', context) =>
  theAgent().captureError({ name: 'Message', message: cut(message) }, { ...details(context, cut(level) as Severity), mechanism: 'message' });
export const addBreadcrumb: ErrorTracker['addBreadcrumb'] = (crumb) => {
  const { category = 'custom', message, level, data } = Object(cloneable(crumb)) as BreadcrumbInput;
  theAgent().crumb(category, cut(message), level, data);
};
export { setUser };
export const setContext: ErrorTracker['setContext'] = (context) => theAgent().setContext(context);

export const errorTracker: ErrorTracker = reads('errors', {
  captureError,
  captureException,
  captureMessage,
  setUser,
  setContext,
  addBreadcrumb,
  watchWorker: (worker) => void moreOf('watchWorker', theAgent(), worker).catch(() => theAgent().drop('invalid')),
});
export default errorTracker;
