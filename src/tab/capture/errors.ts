import type { Tools } from '../tools.ts';
import { cut } from './cloneable.ts';
import { describe } from './clicks.ts';

/** Uncaught errors, rejections, resources that fail to load, policy violations, and what browsers report of their interventions. */
export function captureErrors({ on, captureError, signal }: Tools): void {
  on(window, 'error', (event: ErrorEvent) => {
    const { error, message, filename, lineno, colno, target } = event;
    // In the capture phase of window: an element that failed to load.
    if (target instanceof Element) {
      const { src, href } = target as HTMLScriptElement & HTMLLinkElement;
      const url = src || href;
      captureError(
        { name: 'ResourceError', message: `Failed to load ${target.localName} ${cut(String(url), 300)}`, stack: '' },
        { mechanism: 'resource', handled: false, category: 'network', context: { element: describe(target), url } },
      );
    } else
      captureError(error ?? { name: 'Error', message, stack: filename && `${message}\n    at ${filename}:${lineno}:${colno}` }, {
        mechanism: 'onerror',
        handled: false,
      });
  });
  on(window, 'unhandledrejection', ({ reason }: PromiseRejectionEvent) => captureError(reason, { mechanism: 'onunhandledrejection', handled: false }));
  on(document, 'securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber, disposition }: SecurityPolicyViolationEvent) =>
    captureError(
      { name: 'SecurityPolicyViolation', message: `${effectiveDirective} blocked ${blockedURI}`, stack: sourceFile && `    at ${sourceFile}:${lineNumber}:${columnNumber}` },
      { mechanism: 'csp', handled: false, category: 'security', context: { disposition } },
    ),
  );
  if (globalThis.ReportingObserver) {
    const observer = new ReportingObserver(
      (reports) => {
        for (const { type, body } of reports) captureError({ name: type, message: String((body as { message?: string } | null)?.message), stack: '' }, { mechanism: 'reporting', handled: false, severity: 'LOW' });
      },
      // A policy violation comes as an event, with more.
      { types: ['intervention', 'deprecation', 'integrity-violation'], buffered: true },
    );
    observer.observe();
    signal.addEventListener('abort', () => observer.disconnect());
  }
}
