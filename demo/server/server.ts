import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clinicRoutes } from './clinic-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { openDatabase } from './database.ts';
import { degradedDelay, delay, Faults, playFault } from './faults.ts';
import { monitoringRoutes } from './monitoring-routes.ts';
import { Refusal, send } from './reply.ts';
import { match } from './router.ts';
import { type Folder, serveFile } from './static-files.ts';
import { strictCsp } from './strict-csp.ts';
import { LiveChannel } from './web-socket.ts';

export interface DemoOptions {
  /** 0 (default): any that is free. */
  readonly port?: number;
  /** Default `demo/.data/clinic.sqlite`; `:memory:` keeps nothing. */
  readonly dataFile?: string;
  /** The built product, served at `/ops/`; default `dist/`. */
  readonly distDir?: string;
  /** The demo's pages, served at `/`. */
  readonly pagesDir?: string;
  /** Sends the strict Content-Security-Policy with every file; default true. */
  readonly strictCsp?: boolean;
}

export interface Demo {
  /** `http://127.0.0.1:4300/` */
  readonly url: string;
  close(): Promise<void>;
}

const demoDir = dirname(dirname(fileURLToPath(import.meta.url)));
const preflight = { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type, content-encoding, x-correlation-id, traceparent', 'access-control-max-age': '600' };

function isApi(pathname: string): boolean {
  return /^\/(?:api|demo|cdn)\//.test(pathname);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  console.error(error);
  return new Refusal(500, 'internal', 'the demo\'s server failed; its console says how');
}

/** Starts the clinic's backend on the loopback interface. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const dataFile = options.dataFile ?? join(demoDir, '.data', 'clinic.sqlite');
  const database = openDatabase(dataFile);
  const faults = new Faults();
  const live = new LiveChannel();
  const folder = dataFile === ':memory:' ? join(demoDir, '.data') : dirname(dataFile);
  const routes = [
    ...clinicRoutes(database, faults, live),
    ...monitoringRoutes(database, faults, { database, faults, folder, openSockets: () => live.size }),
    ...controlRoutes(database, faults, () => faults.state('websocket') === 'down' && live.disconnect()),
  ];
  const folders: readonly Folder[] = [
    { prefix: '/ops/', path: options.distDir ?? join(dirname(demoDir), 'dist') },
    { prefix: '/', path: options.pagesDir ?? join(demoDir, 'pages') },
  ];

  const answerApi = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (request.method === 'OPTIONS') return send(request, response, { status: 204, headers: preflight });
    const found = match(routes, request, url);
    if (!found) throw new Refusal(404, 'not_found', `nothing here: ${url.pathname}`);
    if (found.route.group && (await playFault(faults, found.route.group, request, response))) return;
    send(request, response, await found.run());
  };

  const server = createServer((request, response) => {
    const fail = (error: unknown): void => {
      // The client went away in the middle: there is nobody to tell.
      if (response.destroyed || (request.destroyed && !request.complete)) return;
      request.resume();
      if (!response.headersSent) send(request, response, refusalOf(error).reply);
    };
    // Joined, not resolved: `//host/path` is a path here.
    const url = URL.parse(`http://demo.invalid${request.url ?? '/'}`);
    if (!url) return fail(new Refusal(400, 'malformed', 'expected a path that is one'));
    const headers: Record<string, string> = options.strictCsp === false ? {} : { 'content-security-policy': strictCsp(request.headers.host) };
    const answer = isApi(url.pathname) ? answerApi(request, response, url) : serveFile(folders, url.pathname, request, response, headers);
    answer.catch(fail);
  });

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const refuse = (line: string): void => void socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.on('error', () => socket.destroy());
    if (URL.parse(`http://demo.invalid${request.url ?? ''}`)?.pathname !== '/api/ws') return refuse('404 Not Found');
    if (faults.state('websocket') === 'down') return refuse('503 Service Unavailable');
    const { mode, ms } = faults.fault('websocket');
    if (mode === 'hang') return;
    if (mode === 'refuse') return void socket.destroy();
    if (mode === '500' || mode === 'nonsense') return refuse('500 Internal Server Error');
    if (mode === '429') return refuse('429 Too Many Requests');
    const wait = (mode === 'slow' ? ms : 0) + (faults.state('websocket') === 'degraded' ? degradedDelay : 0);
    void delay(wait).then(() => socket.destroyed || live.accept(request, socket, head));
  });

  // `closeAllConnections` does not know those that were upgraded, or hang on the way to it.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  }).catch((error: unknown) => {
    live.close();
    database.close();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      live.close();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
      database.close();
    },
  };
}
