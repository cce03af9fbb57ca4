import type { StackFrame } from '../../contract/error-record.ts';
import { parseStack } from './parse-stack.ts';

/** What an error may carry of its way. */
export interface ErrorTexts {
  readonly message?: string | undefined;
  readonly stack?: string | undefined;
  /** Opera 10 to 12: richer than its `stack`. */
  readonly stacktrace?: string | undefined;
}

/** The frames of an error, from the richest text that it has. Opera 8 and 9 put the way into the message. */
export function framesOf({ message = '', stack = '', stacktrace = '' }: ErrorTexts): StackFrame[] {
  if (![message, stack, stacktrace].every((text) => typeof text === 'string')) return [];
  const richest = stacktrace ? parseStack(stacktrace, message) : [];
  const frames = richest.length > 0 ? richest : parseStack(stack, message);
  return frames.length > 0 || !message.includes('\nBacktrace:') ? frames : parseStack(message);
}
