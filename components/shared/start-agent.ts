import { currentClient } from '../../src/tab/client.ts';
import type { Phrase, PhraseValues } from './dictionary.ts';

interface LonelyHost {
  readonly source: string;
  readonly workerUrl: string | undefined;
  t(key: Phrase, values?: PhraseValues): string;
  fail(why: string): void;
}

/**
 * Starts the agent of the page with the worker that an element names, where nobody has started one. An element that is told to show what another source has
 * says that there is none: the page's own data in their place would be a lie.
 */
export async function startAgent(host: LonelyHost): Promise<void> {
  const { source, workerUrl } = host;
  if (source !== 'worker') {
    host.fail(host.t('there is no source "{source}"; "worker", that of this page, is the only one', { source }));
    return;
  }
  if (!workerUrl || currentClient()) return;
  try {
    const { startOps } = await import('../../src/tab/index.ts');
    startOps({ workerUrl });
  } catch (error) {
    host.fail(error instanceof Error ? error.message : String(error));
  }
}
