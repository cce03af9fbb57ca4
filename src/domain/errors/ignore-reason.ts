import type { ErrorOptions } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { IgnoreReason } from '../../contract/signal.ts';
import { isExtension } from './in-app.ts';

/** `cubot` makes telephones. HeadlessChrome is no bot by itself: tests and monitors of the application's own run in it. */
const bots = /(?:^|[^u])bot\b|crawl|spider|lighthouse/i;

/** In ResizeObserver loops nothing broke; the others are what extensions and in-app browsers throw into pages that have no such code. */
const noises: readonly (readonly [reason: IgnoreReason, message: RegExp])[] = [
  ['resize_observer', /^ResizeObserver loop/],
  ['extension', /^(?:Extension context|The message port closed)/],
  ['in_app_browser', /_AutofillCallback|__gCrWeb/],
];

/** Why an error is not worth a group: an option says so, or it is an extension's own, a ResizeObserver loop, a bot's. `undefined`: it is worth one. */
export function ignoreReason({ name, message, frames }: Pick<ErrorRecord, 'name' | 'message' | 'frames'>, userAgent: string, options: ErrorOptions): IgnoreReason | undefined {
  const fits = (sources: readonly string[], text = ''): boolean => sources.some((source) => RegExp(source).test(text));
  const { ignoreErrors, denyUrls, allowUrls, ignoreNoise } = options;
  const files = frames.flatMap(({ file }) => (file && !/^[<[]/.test(file) ? file : []));
  if (fits(ignoreErrors, `${name}: ${message}`)) return 'ignoreErrors';
  if (files.length) {
    if (fits(denyUrls, files[0])) return 'denyUrls';
    if (allowUrls.length && !files.some((file) => fits(allowUrls, file))) return 'allowUrls';
    if (ignoreNoise && files.every(isExtension)) return 'extension';
  }
  return ignoreNoise ? (noises.find(([, pattern]) => pattern.test(message))?.[0] ?? (bots.test(userAgent) ? 'bot' : undefined)) : undefined;
}
