import type { StackFrame } from '../../contract/error-record.ts';
import { isExtension } from './in-app.ts';

/** `cubot` makes telephones. HeadlessChrome is no bot by itself: tests and monitors of the application's own run in it. */
const bots = /(?:^|[^u])bot\b|crawl|spider|lighthouse/i;

/** In ResizeObserver loops nothing broke; the others are what extensions and in-app browsers throw into pages that have no such code. */
const foreign = /^(?:ResizeObserver loop|Extension context|The message port closed)|_AutofillCallback|__gCrWeb/;

/** Is an error not worth a group: an extension's own, a ResizeObserver loop, a bot's? */
export function isNoise({ message, frames }: { readonly message: string; readonly frames: readonly StackFrame[] }, userAgent: string): boolean {
  const files = frames.flatMap(({ file }) => (file && !/^[<[]/.test(file) ? file : []));
  return foreign.test(message) || bots.test(userAgent) || (files.length > 0 && files.every(isExtension));
}
