import type { ApiOutcome } from '../../contract/performance.ts';
import { randomId } from '../random-id.ts';
import type { Tools } from '../tools.ts';
import { patch } from './patch.ts';

const header = 'X-Request-ID';

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly began: number;
  correlationId: string | undefined;
}

/** A call as it begins; `undefined` for what is no API call: `data:`, `blob:`, nonsense. */
function begin(method: unknown, url: unknown): Call | undefined {
  try {
    const absolute = new URL(String(url), document.baseURI);
    return /^http/.test(absolute.protocol) ? { method: String(method ?? 'GET').toUpperCase(), url: absolute, began: performance.now(), correlationId: undefined } : undefined;
  } catch {
    return undefined;
  }
}

function finisher({ put, config }: Tools) {
  // The runtime's own calls, when it runs in the page.
  const own = Object.values(config.endpoints);
  return (call: Call | undefined, status: number, failure?: ApiOutcome): void => {
    if (!call || own.includes(call.url.href)) return;
    const { method, url, began, correlationId } = call;
    const outcome = failure ?? (status >= 500 ? 'server_error' : status >= 400 ? 'client_error' : 'ok');
    put({ kind: 'api', method, url: url.href, status, outcome: outcome === 'network' && !navigator.onLine ? 'offline' : outcome, duration: performance.now() - began, correlationId });
  };
}

/**
 * Observes fetch and XMLHttpRequest by wrapping them. Bodies are not touched, the arguments only to number a request of the same origin
 * that has no number, so that its server's logs can be found.
 */
export function captureApi(tools: Tools): void {
  const { signal } = tools;
  const finish = finisher(tools);
  const sameOrigin = (call: Call | undefined): boolean => call?.url.origin === location.origin;

  patch(window, 'fetch', signal, (_, args, run) => {
    const [input, init] = args as [RequestInfo | URL, RequestInit | undefined];
    const request = input instanceof Request ? input : undefined;
    const call = begin(init?.method ?? request?.method, request?.url ?? input);
    let given = args;
    if (call)
      try {
        const headers = new Headers(init?.headers ?? request?.headers);
        call.correlationId = headers.get(header) ?? undefined;
        if (!call.correlationId && !request && sameOrigin(call)) {
          headers.set(header, (call.correlationId = randomId()));
          given = [input, { ...init, headers }];
        }
      } catch {
        // Wrong headers: fetch itself will say so.
        given = args;
      }
    // The page gets the promise that follows ours, so that a rejection nobody handles is still reported as such.
    return (run(given) as Promise<Response>).then(
      (response) => {
        finish(call, response.status);
        return response;
      },
      (error: unknown) => {
        const name = (error as Error | undefined)?.name;
        finish(call, 0, name === 'AbortError' ? 'aborted' : name === 'TimeoutError' ? 'timeout' : 'network');
        throw error;
      },
    );
  });

  const calls = new WeakMap<XMLHttpRequest, Call>();
  const { prototype } = XMLHttpRequest;
  patch(prototype, 'open', signal, (self: XMLHttpRequest, [method, url], run) => {
    const call = begin(method, url);
    if (call) calls.set(self, call);
    return run();
  });
  patch(prototype, 'setRequestHeader', signal, (self: XMLHttpRequest, [name, value], run) => {
    const call = calls.get(self);
    if (call && String(name).toLowerCase() === header.toLowerCase()) call.correlationId = String(value);
    return run();
  });
  patch(prototype, 'send', signal, (self: XMLHttpRequest, _, run) => {
    const opened = calls.get(self);
    const call = opened && { ...opened, began: performance.now() };
    if (call && !call.correlationId && sameOrigin(call)) self.setRequestHeader(header, (call.correlationId = randomId()));
    for (const [type, failure] of [['load'], ['abort', 'aborted'], ['timeout', 'timeout'], ['error', 'network']] as const)
      self.addEventListener(type, () => finish(call, self.status, failure), { once: true });
    return run();
  });
}

/** Reads Resource Timing instead: no patch, but no method, no abort and, cross-origin, no status either. */
export function observeApi(tools: Tools): void {
  const finish = finisher(tools);
  tools.observe('resource', (entries) => {
    for (const { name, initiatorType, responseStatus, duration } of entries as PerformanceResourceTiming[])
      if (/^(fetch|xmlhttprequest)$/.test(initiatorType)) finish({ method: 'GET', url: new URL(name), began: performance.now() - duration, correlationId: undefined }, responseStatus);
  });
}
