import type { LogEntry } from '../../contract/log-entry.ts';
import type { Agent } from '../agent.ts';
import type { LogTransport } from '../services/LoggingService.ts';

/** Of `log_<time>_<tab>-<number>`: the number of an entry within its tab, which rises. */
const numberOf = ({ id }: LogEntry): number => parseInt(id.slice(id.lastIndexOf('-') + 1), 36);

/**
 * Hands this tab's entries to a transport, in order and each once, from the moment `since` (epoch ms) on. They come from the runtime, not from the
 * logger: scrubbed, within consent, limits and sampling, and with the ids that they are stored and sent under.
 */
export function addTransport({ ask, client, tabId, guard }: Agent, transport: LogTransport, since: number): () => void {
  let from = since;
  let last = 0;
  let removed = false;
  let round = Promise.resolve();
  const refused = guard((reason: unknown) => {
    throw reason;
  });
  const hand = guard((entry: LogEntry) => void Promise.resolve(typeof transport === 'function' ? transport(entry) : transport.write(entry)).catch(refused));
  const feed = async (): Promise<void> => {
    const entries = (await ask('logs.query', { tabId, from, limit: Infinity })) as readonly LogEntry[];
    for (const entry of [...entries].reverse()) {
      if (removed || numberOf(entry) <= last) continue;
      last = numberOf(entry);
      from = entry.timestamp;
      hand(entry);
    }
  };
  // The next notice asks again.
  const next = (): void => void (round = round.then(feed).catch(() => undefined));
  const end = client.subscribe('logs', next);
  next();
  return () => {
    removed = true;
    end();
  };
}
