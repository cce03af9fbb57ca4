import type { ErrorOptions } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';

/**
 * The name that the page's options give to the group of an error; `undefined`: none of their rules fits.
 *
 * @example ownGroup(record, { 'old deployment': '^ChunkLoadError', 'rpc $1': '^RpcError: (\\w+)' })
 */
export function ownGroup({ name, message, frames }: Pick<ErrorRecord, 'name' | 'message' | 'frames'>, rules: ErrorOptions['fingerprint']): string | undefined {
  const groups = Object.entries(rules);
  if (!groups.length) return undefined;
  const lines = [`${name}: ${message}`, ...frames.map(({ function: called, file }) => `${called} (${file})`)].join('\n');
  for (const [group, source] of groups) {
    const found = RegExp(source, 'm').exec(lines);
    if (found) return group.replace(/\$(\d)/g, (_, at) => found[at] ?? '');
  }
  return undefined;
}
