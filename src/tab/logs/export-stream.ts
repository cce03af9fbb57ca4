import type { ExportChunk, ExportCursor, LogExportQuery } from '../../contract/log-entry.ts';
import type { Agent } from '../agent.ts';
import type { LogStream } from '../services/LoggingService.ts';

/** The parts of an export, each asked for when the one before was taken: the runtime reads a few rows at a time, and no copy of the whole is made. */
async function* partsOf({ ask }: Agent, query?: LogExportQuery): AsyncGenerator<string, void> {
  let cursor: ExportCursor | null = null;
  do {
    const part = (await ask('logs.exportChunk', query, cursor)) as ExportChunk;
    if (part.text) yield part.text;
    cursor = part.cursor;
  } while (cursor);
}

export function exportStream(agent: Agent, query?: LogExportQuery): LogStream {
  const parts = partsOf(agent, query);
  const stream = new ReadableStream<string>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void parts.return(),
    },
    // Nothing is read ahead of who reads.
    { highWaterMark: 0 },
  );
  // WebKit's streams are no iterables.
  if (!(Symbol.asyncIterator in stream)) Object.assign(stream, { [Symbol.asyncIterator]: () => parts });
  return stream as LogStream;
}

export async function exportText(agent: Agent, query?: LogExportQuery): Promise<string> {
  const texts: string[] = [];
  for await (const text of partsOf(agent, query)) texts.push(text);
  return texts.join('');
}
