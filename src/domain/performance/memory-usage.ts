import type { MetricSignal } from '../../contract/signal.ts';

export interface MemoryReading {
  /** epoch ms */
  readonly at: number;
  /** bytes */
  readonly used: number;
  readonly limit: number;
  /** `used / limit`, 0 to 1 */
  readonly usage: number;
}

/**
 * What a memory metric says of the heap: bytes with the limit in a tag, or the share itself with the bytes in tags.
 * `null`: it is something else about memory.
 */
export function memoryReading(signal: Pick<MetricSignal, 'at' | 'type' | 'value' | 'tags'>): MemoryReading | null {
  if (signal.type !== 'memory') return null;
  const tag = (name: string): number | null => (typeof signal.tags?.[name] === 'number' ? (signal.tags[name] as number) : null);
  const limit = tag('limit') ?? tag('heapLimit') ?? 0;
  const usage = tag('usage') ?? (signal.value <= 1 ? signal.value : limit > 0 ? signal.value / limit : null);
  if (usage === null || !(usage >= 0)) return null;
  const used = tag('used') ?? tag('heapUsed') ?? (signal.value > 1 ? signal.value : usage * limit);
  return { at: signal.at, used, limit, usage };
}
