import type { StackFrame } from '../../contract/error-record.ts';
import { isExtension } from './in-app.ts';

/** Why an error is not worth a group. */
export type Noise = 'extension' | 'resize_observer' | 'bot';

/** `cubot` makes telephones. HeadlessChrome is no bot by itself: tests and monitors of the application's own run in it. */
const bots =
  /\b(?:googlebot|adsbot|mediapartners-google|bingbot|yandex(?:bot|mobile)|baiduspider|duckduckbot|applebot|facebookexternalhit|slurp|petalbot|semrushbot|ahrefsbot|gptbot|claudebot|chrome-lighthouse|ptst\/)|(?<!cu)bot\/|\b(?:crawler|spider)\b/i;

/** Messages that extensions and in-app browsers throw into pages that have no such code. */
const foreign =
  /^(?:Extension context invalidated|The message port closed before a response was received|Could not establish connection\. Receiving end does not exist|Can't find variable: (?:_AutofillCallbackHandler|gmo|ztePageScrollModule)|Java object is gone|webkit\.messageHandlers\b)|\b(?:__gCrWeb|instantSearchSDKJSBridgeClearHighlight)\b/;

/** Firefox, Safari and Chromium; it says that a callback took longer than a frame, and nothing broke. */
const resizeObserver = /^ResizeObserver loop (?:limit exceeded|completed with undelivered notifications)/;

/** Is this noise, and which? `null`: it is not. */
export function noiseOf(message: string, frames: readonly StackFrame[], userAgent: string): Noise | null {
  if (resizeObserver.test(message)) return 'resize_observer';
  const placed = frames.filter((frame) => frame.file !== null && frame.file !== '<anonymous>' && frame.file !== '[native code]');
  if ((placed.length > 0 && placed.every((frame) => isExtension(frame.file ?? ''))) || foreign.test(message)) return 'extension';
  return bots.test(userAgent) ? 'bot' : null;
}

/** A script of another origin without CORS: the browser tells no more than that something failed. */
export const isCrossOrigin = (message: string, frames: readonly StackFrame[]): boolean => frames.length === 0 && /^(?:Uncaught )?Script error\.?$/.test(message.trim());

export const crossOriginAdvice =
  'A script from another origin failed and the browser hides the details. Add crossorigin="anonymous" to its <script> tag and let its server answer with Access-Control-Allow-Origin.';
