import type { CorrelationOptions } from '../../contract/config.ts';
import type { Tools } from '../tools.ts';
import { patch } from './patch.ts';

const requestId = 'X-Request-ID';
const traceparent = 'traceparent';

const hex = (bytes: number): string => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** W3C Trace Context, level 1: 32 hex digits in lower case, not all zero. */
const isTraceId = (id: string): boolean => /^(?!0+$)[\da-f]{32}$/.test(id);

const originOf = (url: string): string => new URL(url, document.baseURI).origin;

/**
 * Gives requests an id that the backend sees, too: `X-Request-ID` to the page's own origin and those named, `traceparent` to those named for it, and nothing
 * to anybody else, for whom a header would cause a CORS preflight. An id that the page has set itself stays, and counts. Over what captures the calls, so
 * that this is handed the headers that are sent.
 */
export function correlate(tools: Tools, options: true | Partial<CorrelationOptions>): void {
  const { correlations } = tools;
  const { origins = [], traceparent: traced = [] } = Object(options) as Partial<CorrelationOptions>;
  const named = new Set([location.origin, ...origins.map(originOf)]);
  const tracing = new Set(traced.map(originOf));

  /** The id of a request, and the headers that it lacks. `undefined`: it is none of ours. */
  const plan = (origin: string, given: Headers): { readonly id: string; readonly lacks: readonly (readonly [string, string])[] } | undefined => {
    const [own, parent] = [given.get(requestId), given.get(traceparent)];
    const named_ = named.has(origin);
    const traced_ = tracing.has(origin);
    if (!named_ && !traced_) return undefined;
    const id = own ?? /^[\da-f]{2}-([\da-f]{32})-/.exec(parent ?? '')?.[1] ?? hex(16);
    return {
      id,
      lacks: [
        ...(named_ && !own ? [[requestId, id] as const] : []),
        ...(traced_ && !parent ? [[traceparent, `00-${isTraceId(id) ? id : hex(16)}-${hex(8)}-01`] as const] : []),
      ],
    };
  };

  patch(tools, window, 'fetch', (_, args: unknown[]) => {
    const [input, init] = args as [unknown, RequestInit | undefined];
    const request = input instanceof Request ? input : undefined;
    const headers = new Headers(init?.headers ?? request?.headers);
    const { id, lacks } = plan(originOf(request?.url ?? String(input)), headers) ?? {};
    if (!id || !lacks) {
      // Read it was, and an iterator is used up by that.
      if (init?.headers) args[1] = withHeaders(init, headers);
      return undefined;
    }
    for (const [name, value] of lacks) headers.set(name, value);
    // With an `init` that has any member a request loses its referrer (Fetch, step 12 of the constructor): its own headers are set instead.
    if (request && !init?.headers) for (const [name, value] of lacks) request.headers.set(name, value);
    else args[1] = withHeaders(init ?? {}, headers);
    correlations.set(Object(args[1] ?? request) as object, id);
    const known = <T>(of: T): T => {
      if (of === Object(of)) correlations.set(of as object, id);
      return of;
    };
    if (request) known(request);
    return (answer: Promise<Response>) =>
      answer.then(known, (error: unknown) => {
        throw known(error);
      });
  });

  const opened = new WeakMap<XMLHttpRequest, { readonly origin: string; readonly given: Headers }>();
  const { prototype } = XMLHttpRequest;
  patch(tools, prototype, 'open', (self: XMLHttpRequest, [, url]) => void opened.set(self, { origin: originOf(String(url)), given: new Headers() }));
  patch(tools, prototype, 'setRequestHeader', (self: XMLHttpRequest, [name, value]) => void opened.get(self)?.given.append(String(name), String(value)));
  patch(tools, prototype, 'send', (self: XMLHttpRequest) => {
    const { origin, given } = opened.get(self)!;
    const { id, lacks = [] } = plan(origin, given) ?? {};
    for (const [name, value] of lacks) self.setRequestHeader(name, value);
    if (id) correlations.set(self, id);
  });
}

/** What the page gave, but for its headers. Not a copy: what has getters, or comes from a prototype, would be lost. */
function withHeaders(init: RequestInit, headers: Headers): RequestInit {
  return new Proxy(init, { get: (target, name) => (name === 'headers' ? headers : target[name as keyof RequestInit]) });
}
