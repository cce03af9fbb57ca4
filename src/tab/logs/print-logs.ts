import type { Agent } from '../agent.ts';
import type { Draft } from '../tools.ts';

/** The first URL with a line and a column in a stack of any engine. */
const place = /\w+:\/\/\S+:\d+:\d+/;

/**
 * The console transport. What stands at the right of a console's line is where `console.info` was called, and that is here; so the caller's own place is
 * printed too, as a URL that devtools open. By the stack above the function which the page has called, whatever was bundled or inlined below it.
 */
function print(draft: Draft, door?: unknown): void {
  if (draft.kind !== 'log') return;
  const { level, message, context, correlationId, error } = draft;
  const caller: { stack?: string } = {};
  if (typeof door === 'function') (Error as { captureStackTrace?: (target: object, above: unknown) => void }).captureStackTrace?.(caller, door);
  // A copy, because its stack is a getter, which devtools do not unfold.
  const more = [context, correlationId, error && { ...error }, place.exec(caller.stack ?? '')?.[0]].filter((part) => part && (typeof part !== 'object' || Object.keys(part)[0]));
  console[level === 'TRACE' ? 'debug' : (level.toLowerCase() as 'info')](message, ...more);
}

/** Prints each entry in the tab's console, sampled or not; what was logged before this was here first. */
export function printLogs(agent: Agent): void {
  for (const signal of agent.all()) print(signal);
  agent.tap = print;
  agent.end(() => (agent.tap = undefined));
}
