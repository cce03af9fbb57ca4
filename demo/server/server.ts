import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessLog } from './access-log.ts';
import { clinicRoutes } from './clinic-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { corsOf, preflight } from './cors.ts';
import { openDatabase } from './database.ts';
import { degradedDelay, delay, Faults, playFault } from './faults.ts';
import { Fleet } from './fleet/fleet.ts';
import { fleetRoutes } from './fleet/fleet-routes.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { mailboxRoutes } from './mailbox/mailbox-routes.ts';
import { monitoringRoutes } from './monitoring-routes.ts';
import type { Environment } from './notifications/create-outlets.ts';
import { notificationRoutes } from './notifications/notification-routes.ts';
import { Notifications, type OutletStatus } from './notifications/notifications.ts';
import { RateLimit } from './rate-limit.ts';
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
  /** Where channels lead, and what else docs/backend.md names; default: nowhere. */
  readonly env?: Environment;
  /** Opens a mailbox of its own for all channels, instead of what `env` says of them. */
  readonly mailbox?: boolean;
  /** For tests: epoch ms, and 0 to 1. */
  readonly now?: () => number;
  readonly random?: () => number;
}

export interface Demo {
  /** `http://127.0.0.1:4300/` */
  readonly url: string;
  /** How each channel is set up, and what it did. */
  outlets(): readonly OutletStatus[];
  close(): Promise<void>;
}

const demoDir = dirname(dirname(fileURLToPath(import.meta.url)));

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
  const { now = Date.now, random = Math.random } = options;
  const cors = corsOf(options.env?.['OPS_ALLOWED_ORIGINS']);
  const rates = new RateLimit(now, options.env?.['OPS_TRUST_PROXY'] === '1');
  const database = openDatabase(dataFile);
  const faults = new Faults();
  const live = new LiveChannel();
  const access = new AccessLog();
  const folder = dataFile === ':memory:' ? join(demoDir, '.data') : dirname(dataFile);
  const mailbox = options.mailbox ? await Mailbox.open(() => live.tell({ type: 'mailbox.received' })) : null;
  let notifications: Notifications;
  try {
    notifications = new Notifications({ database, env: { ...options.env, ...mailbox?.env }, now, random });
  } catch (error) {
    live.close();
    await mailbox?.close();
    database.close();
    throw error;
  }
  const fleet = new Fleet({ database, notifications, now });
  const empty = (): void => {
    notifications.empty();
    fleet.empty();
    mailbox?.empty();
  };
  const routes = [
    ...clinicRoutes(database, faults, live),
    ...monitoringRoutes(database, faults, { database, faults, folder, openSockets: () => live.size, notifications }, (items, at) => fleet.sessions.hear(items, at)),
    ...notificationRoutes(database, faults, notifications),
    ...fleetRoutes(database, fleet, notifications),
    ...mailboxRoutes(mailbox),
    ...controlRoutes(database, faults, access, () => faults.state('websocket') === 'down' && live.disconnect(), empty),
  ];
  const folders: readonly Folder[] = [
    { prefix: '/ops/', path: options.distDir ?? join(dirname(demoDir), 'dist') },
    { prefix: '/', path: options.pagesDir ?? join(demoDir, 'pages') },
  ];

  const answerApi = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    for (const [name, value] of Object.entries(cors(request))) response.setHeader(name, value);
    if (request.method === 'OPTIONS') return send(request, response, { status: 204, headers: preflight });
    const found = match(routes, request, url);
    if (!found) throw new Refusal(404, 'not_found', `nothing here: ${url.pathname}`);
    if (found.route.group) rates.spend(found.route.group, request);
    if (found.route.group && (await playFault(faults, found.route.group, request, response))) return;
    send(request, response, await found.run());
  };

  /** After the last request. */
  const end = async (): Promise<void> => {
    fleet.close();
    await notifications.close();
    await mailbox?.close();
    database.close();
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
    if (url.pathname.startsWith('/api/')) access.watch(request, response, url.pathname);
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
  }).catch(async (error: unknown) => {
    live.close();
    await end();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    outlets: () => notifications.status(),
    close: async () => {
      live.close();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await end();
    },
  };
}
