import { clock } from '../clock.ts';
import { cloneable } from './cloneable.ts';
import type { Tools } from '../tools.ts';
import { patch } from './patch.ts';

const header = 'X-Request-ID';

/**
 * Notes a call as it begins; the result notes, once, how it ended: by the name of the event or of the error where there was no answer. What takes
 * longer than that, such as the URL, waits until several calls have ended.
 */
export function watch({ put, later, isOwn }: Tools, method: unknown, given: unknown, correlationId?: string, began = clock.now()) {
  // Both may change before it ends: a URL object, and the page's own address.
  const address = String(given);
  const base = document.baseURI;
  let over: unknown;
  return (status: number, failure: string, streaming?: () => boolean): void => {
    if (over) return;
    over = 1;
    // What that comes to the runtime says.
    const outcome = failure && (`${navigator.onLine} ${failure}` as const);
    const duration = clock.now() - began;
    later(() => {
      const { href: url, protocol } = new URL(address, base);
      // Not `data:` and `blob:`, and not the runtime's own calls when it runs in the page.
      if (protocol[0] === 'h' && !isOwn(url))
        put({
          kind: 'api',
          method: String(method ?? 'GET'),
          url,
          status,
          outcome,
          duration,
          correlationId: correlationId && (cloneable(correlationId) as string),
          streaming: streaming?.(),
        });
    });
  };
}

/** Observes fetch and XMLHttpRequest by wrapping them; arguments and bodies are not touched. */
export function captureApi(tools: Tools): void {
  patch(tools, window, 'fetch', (_, [input, init]) => {
    const request = input as Partial<Request>;
    const { method = request.method, headers = request.headers, signal = request.signal } = (init ?? {}) as RequestInit;
    // Read without building Headers, which would use up an iterator.
    const id = tools.correlations.get((init ?? input) as object) ?? (headers as Headers | undefined)?.get?.(header) ?? (headers as Record<string, string> | undefined)?.[header];
    const ended = watch(tools, method, request.url ?? input, id);
    // The page gets the promise that follows ours, so that a rejection which nobody handles is still reported.
    return (answer: Promise<Response>) =>
      answer.then(
        (response) => {
          // `text/event-stream`, `application/x-ndjson`; not `application/octet-stream`.
          ended(response.status, '', () => /nt-s|ndj/.test(response.headers.get('content-type')!));
          return response;
        },
        (error?: Error) => {
          // The signal knows: WebKit rejects with `AbortError` whatever its reason is, the others with the reason, be it `undefined`.
          ended(0, signal?.aborted ? `abort${signal.reason?.name}` : `${error?.name}`);
          throw error;
        },
      );
  });

  const opened = new WeakMap<XMLHttpRequest, unknown[]>();
  const { prototype } = XMLHttpRequest;
  patch(tools, prototype, 'open', (self: XMLHttpRequest, args) => void opened.set(self, args));
  patch(tools, prototype, 'send', (self: XMLHttpRequest) => {
    const [method, url] = opened.get(self)!;
    const ended = watch(tools, method, url, tools.correlations.get(self));
    for (const type of ['load', 'abort', 'timeout', 'error']) self.addEventListener(type, () => ended(self.status, type === 'load' ? '' : type));
  });
}
