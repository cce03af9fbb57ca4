import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { readDelivery } from './read-delivery.ts';
import type { Kind, Vendor } from './vendors.ts';

/** What arrived for one page since the last `reset`. */
export interface Arrived {
  /** Different ones. */
  readonly error: number;
  readonly log: number;
  /** That brought at least one error or log line. */
  readonly requests: number;
  /** Bodies as they were sent, of all requests. */
  readonly bytes: number;
}

export interface Collector {
  url(path: string): string;
  reset(): void;
  arrived(vendor: Vendor): Arrived;
  /** Bytes of the scripts that a page has loaded since the last `reset`, each packed by gzip -9, by path. */
  scripts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

interface Tally {
  readonly error: Set<string>;
  readonly log: Set<string>;
  requests: number;
  bytes: number;
}

/** Whose request it is: each is told another path. */
function vendorOf(path: string): Vendor {
  if (path.startsWith('/faro')) return 'faro';
  if (path.startsWith('/datadog')) return 'datadog';
  return path.startsWith('/api/1/envelope') ? 'sentry' : 'us';
}

function unpack(body: Buffer, encoding: string | undefined): string {
  if (encoding === 'gzip') return gunzipSync(body).toString();
  return (encoding === 'deflate' ? inflateSync(body) : body).toString();
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A GIF of one pixel: an SVG would be a document each. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const tag = (config: string): string => `<script src="/ops/prescripto-ops.js" data-app="bench" data-release="1.4.2" data-endpoint="/"${config}></script>`;
const limitless = JSON.stringify({ limits: { error: 1e9, log: 1e9 } });
/** Pages, by path: what their heads hold besides the module of the same name. */
const heads: Readonly<Record<string, string>> = {
  '/empty': '',
  '/us': tag(''),
  // The same without limits, for more signals a minute than any page should have.
  '/busy': tag(` data-config='${limitless}'`),
  // Our elements, in an origin where as much happens.
  '/panels': tag(` data-config='${limitless}'`),
  '/sentry': '',
  '/faro': '',
  '/datadog': '',
  '/workshop': '',
};

const page = (path: string, head: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Bench</title><link rel="icon" href="data:," />${head}<script type="module" src="/pages${path.replace('busy', 'us')}.js"></script></head>
  <body><h1>Appointments</h1><script src="/pages/load.js"></script></body>
</html>
`;

/** One backend for all, on loopback: serves the pages, takes what the scripts under test send, and counts. */
export async function startCollector(distDir: string, pagesDir: string): Promise<Collector> {
  const tallies = new Map<Vendor, Tally>();
  const scripts: Record<string, number> = {};
  const tallyOf = (vendor: Vendor): Tally => {
    const found = tallies.get(vendor) ?? { error: new Set(), log: new Set(), requests: 0, bytes: 0 };
    tallies.set(vendor, found);
    return found;
  };
  const take = async (request: IncomingMessage, path: string): Promise<void> => {
    const vendor = vendorOf(path);
    const body = await bodyOf(request);
    const tally = tallyOf(vendor);
    tally.bytes += body.length;
    const brought = readDelivery(vendor, unpack(body, request.headers['content-encoding']));
    if (brought.error.length || brought.log.length) tally.requests += 1;
    for (const kind of ['error', 'log'] as const) for (const number of brought[kind]) tally[kind].add(number);
  };
  const fileOf = (path: string): string => (path.startsWith('/ops/') ? join(distDir, path.slice(5)) : join(pagesDir, path.slice(7)));

  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench.invalid');
    const send = (status: number, type: string, body: string | Buffer): void =>
      void response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' }).end(body);
    const answer = async (): Promise<void> => {
      if (request.method === 'POST') {
        await take(request, pathname);
        // Empty: Sentry does not read answers, and for Chromium a `keepalive` request whose answer nobody reads goes on (sentry-javascript#7546).
        return send(200, 'application/json', '');
      }
      if (pathname === '/api/health') return send(200, 'application/health+json', '{"status":"pass","checks":{}}');
      if (pathname.startsWith('/api/doctors/')) return send(200, 'application/json', '{"name":"Dr. Ann","slots":[9,10,11]}');
      if (pathname.startsWith('/pixel/')) return send(200, 'image/gif', pixel);
      const head = heads[pathname];
      if (head !== undefined) return send(200, 'text/html', page(pathname, head));
      if (!/^\/(?:ops|pages)\/[\w./-]+$/.test(pathname) || pathname.includes('..')) return send(404, 'text/plain', 'nothing here');
      const file = await readFile(fileOf(pathname));
      scripts[pathname] = gzipSync(file, { level: 9 }).length;
      send(200, 'text/javascript', file);
    };
    answer().catch((error: unknown) => {
      if (!response.headersSent) send(500, 'text/plain', String(error));
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    reset() {
      tallies.clear();
      for (const path of Object.keys(scripts)) delete scripts[path];
    },
    arrived(vendor) {
      const { requests, bytes, ...found } = tallyOf(vendor);
      const count = (kind: Kind): number => found[kind].size;
      return { error: count('error'), log: count('log'), requests, bytes };
    },
    scripts: () => ({ ...scripts }),
    close: async () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
