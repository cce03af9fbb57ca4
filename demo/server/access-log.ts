import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the server itself wrote down of a request. */
export interface AccessLine {
  /** epoch ms */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** 0: nothing was answered */
  readonly status: number;
  /** Of the headers `X-Request-ID` and `traceparent`. */
  readonly requestId: string | null;
  readonly traceparent: string | null;
}

const kept = 500;

/** A header that may be written into a log, and back into an answer. */
function plain(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : null;
}

/** The backend's half of correlation: each line carries the id that the page gave to the request, and the answer says it again. */
export class AccessLog {
  #lines: AccessLine[] = [];

  watch(request: IncomingMessage, response: ServerResponse, path: string): void {
    const requestId = plain(request.headers['x-request-id']);
    if (requestId) response.setHeader('x-request-id', requestId);
    response.on('close', () => {
      this.#lines.push({ at: Date.now(), method: request.method ?? '', path, status: response.headersSent ? response.statusCode : 0, requestId, traceparent: plain(request.headers['traceparent']) });
      this.#lines = this.#lines.slice(-kept);
    });
  }

  /** Oldest first; of one request only, where its id is given. */
  lines(requestId: string | null): readonly AccessLine[] {
    return this.#lines.filter((line) => !requestId || line.requestId === requestId);
  }
}
