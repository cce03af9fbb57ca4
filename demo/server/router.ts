import type { IncomingMessage } from 'node:http';
import type { RouteGroup } from './faults.ts';
import { type JsonBody, readJson } from './read-json.ts';
import { Refusal, type Reply } from './reply.ts';

export interface Call {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly json: () => Promise<JsonBody>;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

export interface Route {
  readonly method: 'GET' | 'POST';
  /** `/api/doctors/:id` */
  readonly path: string;
  /** Which faults apply; `null`: none ever does. */
  readonly group: RouteGroup | null;
  readonly handle: Handler;
}

export interface Match {
  readonly route: Route;
  readonly run: () => Promise<Reply>;
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const got = given[at] ?? '';
    if (part.startsWith(':') && got) params[part.slice(1)] = decodeURIComponent(got);
    else if (part !== got) return null;
  }
  return params;
}

/** The route of a request; `null`: the path is nobody's. A path with another method throws a 405. */
export function match(routes: readonly Route[], request: IncomingMessage, url: URL): Match | null {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const allowed: string[] = [];
  for (const route of routes) {
    const params = paramsOf(route.path, url.pathname);
    if (!params) continue;
    if (route.method === method) return { route, run: async () => route.handle({ request, url, params, json: () => readJson(request) }) };
    allowed.push(route.method);
  }
  if (allowed.length) throw new Refusal(405, 'method_not_allowed', `expected ${allowed.join(' or ')}, got ${method}`, { allow: allowed.join(', ') });
  return null;
}
