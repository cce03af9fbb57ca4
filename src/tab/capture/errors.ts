import type { ErrorDetails, Tools } from '../tools.ts';
import { describe } from './journey.ts';

/** Uncaught errors, rejections, resources that fail to load, policy violations, and what browsers report of their interventions. */
export function captureErrors({ on, captureError, watch }: Tools): void {
  const uncaught = (mechanism: ErrorDetails['mechanism'], thrown: unknown, more?: ErrorDetails) => captureError(thrown, { mechanism, handled: false, ...more });
  const made = (name: string | undefined, message: unknown, stack?: string) => ({ name, message: String(message), stack });
  const frame = (file: string | undefined, line: number, column: number) => file && `    at ${file}:${line}:${column}`;

  on(window, 'error', ({ error, message, filename, lineno, colno, target }: ErrorEvent) => {
    // In the capture phase of window this is also an element that failed to load.
    if (target instanceof Element) {
      const { src, href } = target as HTMLScriptElement & HTMLLinkElement;
      uncaught('resource', made('ResourceError', `${describe(target)} failed to load ${src || href}`));
    } else uncaught('onerror', error ?? made('Error', message, frame(filename, lineno, colno)));
  });
  on(window, 'unhandledrejection', ({ reason }: PromiseRejectionEvent) => uncaught('onunhandledrejection', reason));
  on(document, 'securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber, disposition }: SecurityPolicyViolationEvent) =>
    uncaught('csp', made('SecurityPolicyViolation', `${effectiveDirective} blocked ${blockedURI}`, frame(sourceFile, lineNumber, columnNumber)), { context: { disposition } }),
  );
  if (window.ReportingObserver)
    watch(
      new ReportingObserver(
        (reports) => {
          // A policy violation comes as an event, which has more.
          for (const { type, body } of reports) if (/^[di]/.test(type as string)) uncaught('reporting', made(type, (body as { message?: string } | null)?.message));
        },
        { buffered: true },
      ),
    );
}
