import { theAgent } from './the-agent.ts';

/** Sends what is left, disconnects, restores fetch, XMLHttpRequest and console, drops every listener. `startOps()` works again. */
export function stopOps(): void {
  theAgent().stop();
}
