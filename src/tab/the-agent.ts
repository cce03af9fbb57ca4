import type { Agent } from './agent.ts';
import { createAgent } from './create-agent.ts';

const key: unique symbol = Symbol.for('prescripto-ops.agent/1') as never;

/** The one agent of the page: a second copy of the script, or of the package, finds that of the first. */
export function theAgent(): Agent {
  return ((window as { [key]?: Agent })[key] ??= createAgent());
}
