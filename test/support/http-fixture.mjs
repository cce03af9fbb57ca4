// A small backend beside the test files, under `/__backend/`: what fetch, and only fetch, can be tested against.
import { gunzipSync } from 'node:zlib';

const prefix = '/__backend/';

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts);
  const packed = request.headers['content-encoding'] === 'gzip';
  return { packed, size: raw.length, text: (packed ? gunzipSync(raw) : raw).toString() };
}

const routes = {
  /** What arrived. */
  echo: async (context) => {
    const { packed, size, text } = await read(context.req);
    context.body = { method: context.method, headers: context.headers, packed, size, body: text && JSON.parse(text) };
  },
  /** `status/503?retry-after=7` */
  status: async (context, [code]) => {
    await read(context.req);
    context.status = Number(code);
    for (const [name, value] of Object.entries(context.query)) context.set(name, value);
    context.body = { status: 'fail', code: Number(code) };
  },
  /** Knows no gzip, and says so by calling the body wrong; `plain-only/415` says it better. */
  'plain-only': async (context, [code = '400']) => {
    const { packed, text } = await read(context.req);
    context.status = packed ? Number(code) : 200;
    context.body = { packed, length: text.length };
  },
  hang: async (context) => {
    await read(context.req);
    context.status = 200;
    context.respond = false;
    await new Promise((resolve) => context.res.once('close', resolve));
  },
  /** Begins to answer and never ends. */
  stall: async (context) => {
    await read(context.req);
    context.respond = false;
    context.res.writeHead(200, { 'content-type': 'application/json' });
    context.res.write('{"half":');
    await new Promise((resolve) => context.res.once('close', resolve));
  },
  /** Events, one after the other, until nobody listens. */
  events: async (context) => {
    context.respond = false;
    context.res.writeHead(200, { 'content-type': 'text/event-stream' });
    context.res.write('data: 1\n\n');
    await new Promise((resolve) => context.res.once('close', resolve));
  },
  text: async (context, [length]) => {
    context.type = 'text/plain';
    context.body = 'x'.repeat(Number(length));
  },
};

/** `?cors=content-type` lets other origins in with these request headers. */
function allow(context) {
  const { cors, ...rest } = context.query;
  if (cors === undefined) return;
  context.query = rest;
  context.set('access-control-allow-origin', '*');
  context.set('access-control-allow-headers', cors);
}

/** @type {import('@web/dev-server-core').Middleware} */
export async function httpFixture(context, next) {
  if (!context.path.startsWith(prefix)) return next();
  const [name, ...rest] = context.path.slice(prefix.length).split('/');
  allow(context);
  if (context.method === 'OPTIONS') {
    context.status = 204;
    return undefined;
  }
  return routes[name](context, rest);
}
