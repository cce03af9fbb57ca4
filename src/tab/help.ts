import type { Agent } from './agent.ts';

/** What pages call and the tab does with the runtime, behind any name (`reader.ts`). */
const rare = 'log.export log.exportStream healthCheckService.registerHealthCheck healthCheckService.registerRecovery';

/** Prints the names of what there is: what the tab does at once, what the runtime answers when it is there. */
export async function help({ ask }: Agent, debug: { readonly services: object }): Promise<void> {
  const { services } = debug;
  const names = [debug, services, ...Object.values<object>(services as never)].map((part) => Object.keys(part).join(' '));
  console.table([...names, rare]);
  console.table(await ask('help'));
}
