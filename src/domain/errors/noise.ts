import type { StackFrame } from '../../contract/error-record.ts';
import { isExtension } from './in-app.ts';

/** Why an error is not worth a group. */
export type Noise = 'extension' | 'resize_observer' | 'bot';

/** `cubot` makes telephones. HeadlessChrome is no bot by itself: tests and monitors of the application's own run in it. */
const bots = /(?:^|[^u])bot\b|crawler|spider|facebookexternalhit|lighthouse|ptst\//i;

/** Messages that extensions and in-app browsers throw into pages that have no such code. */
const foreign = /^(?:Extension context invalidated|The message port closed before|Could not establish connection\. Receiving end)|_AutofillCallbackHandler|__gCrWeb/;

/** Is this noise, and which? `null`: it is not. */
export function noiseOf({ message, frames }: { readonly message: string; readonly frames: readonly StackFrame[] }, userAgent: string): Noise | null {
  // A callback took longer than a frame, and nothing broke.
  if (message.startsWith('ResizeObserver loop')) return 'resize_observer';
  const files = frames.flatMap(({ file }) => (file && !/^[<[]/.test(file) ? file : []));
  if ((files.length > 0 && files.every(isExtension)) || foreign.test(message)) return 'extension';
  return bots.test(userAgent) ? 'bot' : null;
}
