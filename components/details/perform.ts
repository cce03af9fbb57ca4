import type { Result, RuntimeApi } from '../../src/contract/runtime-api.ts';
import type { OpsClient } from '../../src/tab/client.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';

interface ActingHost<Item> {
  readonly live: { readonly client: OpsClient | undefined };
  readonly pending: Map<string, (item: Item) => Item>;
  idOf(item: Item): string;
  t(key: Phrase, values?: PhraseValues): string;
  announce(text: string): void;
  fail(why: string): void;
  refresh(): Promise<void>;
  requestUpdate(): void;
}

/**
 * Orders something of each item. `change` is shown at once and until the answer of the runtime is on the screen; where it refuses, or
 * throws, the change is taken back and the reason shown.
 */
export async function perform<Item>(
  host: ActingHost<Item>, items: readonly Item[], change: (item: Item) => Item, call: (api: RuntimeApi, item: Item) => Promise<Result<unknown>>, said = '',
): Promise<void> {
  const { client } = host.live;
  if (!client) return;
  const settle = (item: Item): void => {
    if (host.pending.get(host.idOf(item)) === change) host.pending.delete(host.idOf(item));
    host.requestUpdate();
  };
  const failures: string[] = [];
  await Promise.all(
    items.map(async (item) => {
      host.pending.set(host.idOf(item), change);
      host.requestUpdate();
      try {
        const result = await call(client.api, item);
        // The runtime answers `null` where the item was closed meanwhile, by somebody else or by itself.
        if (result.ok && result.value !== null) return;
        failures.push(result.ok ? host.t('it is not open any more') : result.error);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
      settle(item);
    }),
  );
  const [why] = failures;
  if (why !== undefined) host.fail(items.length > 1 ? host.t('{failed} of {n}: {why}', { failed: failures.length, n: items.length, why }) : why);
  else if (said) host.announce(said);
  await host.refresh();
  items.forEach(settle);
}
