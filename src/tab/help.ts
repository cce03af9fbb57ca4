import type { Agent } from './agent.ts';

/** Prints the names of what there is: what the tab does at once, what the runtime answers when it is there. */
export async function help({ ask }: Agent, debug: { readonly services: object }): Promise<void> {
  const { services } = debug;
  console.table([debug, services, ...Object.values<object>(services as never)].map((part) => Object.keys(part).join(' ')));
  console.table(await ask('help'));
}
