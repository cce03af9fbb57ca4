import { currentClient } from '../../src/tab/client.ts';

interface LonelyHost {
  readonly workerUrl: string | undefined;
  fail(why: string): void;
}

/** Starts the agent of the page with the worker that an element names, where nobody has started one. */
export async function startAgent(host: LonelyHost): Promise<void> {
  const { workerUrl } = host;
  if (!workerUrl || currentClient()) return;
  try {
    const { startOps } = await import('../../src/tab/index.ts');
    startOps({ workerUrl });
  } catch (error) {
    host.fail(error instanceof Error ? error.message : String(error));
  }
}
