import type { ExportCursor, LogQuery } from '../../src/contract/log-entry.ts';
import type { LogsApi } from '../../src/contract/runtime-api.ts';

/** All entries that a query lets through, newest first, part by part: no answer is larger than the wire likes. */
export async function readEverything(logs: LogsApi, query: LogQuery): Promise<readonly object[]> {
  let text = '';
  let cursor: ExportCursor | null | undefined;
  do {
    const chunk = await logs.exportChunk({ ...query, format: 'ndjson' }, cursor);
    text += chunk.text;
    cursor = chunk.cursor;
  } while (cursor);
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as object);
}
