import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { type ReadMail, readMail } from '../../../demo/server/mailbox/read-mail.ts';
import { eventually } from '../../support/eventually.ts';

/** A notification as the agent sends it. */
export function notification(id: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const startedAt = Date.now() - 5_000;
  return {
    id, incidentId: `incident of ${id}`, alertId: 'high_error_rate', name: 'High error rate', description: 'Too many calls fail', category: 'system', severity: 'HIGH', event: 'triggered', to: 'dev-team',
    title: '[HIGH] High error rate', text: 'Too many calls fail. 8 % of 120 calls', at: startedAt, startedAt, resolvedAt: null, value: 0.08, threshold: 0.05, sampleSize: 120, count: 1,
    app: 'clinic', release: '1.4.2', environment: 'production', channel: 'EMAIL', ...more,
  };
}

export interface Delivered extends ReadMail {
  readonly to: readonly string[];
}

/** A real mail server. `refuse` answers instead of taking: an SMTP code, once a call. */
export async function mailServer(refuse: (to: string) => number | null = () => null) {
  const mails: Delivered[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      logins.push(`${username}:${password}`);
      done(null, { user: username ?? '' });
    },
    onRcptTo: ({ address }, _session, done) => {
      const code = refuse(address);
      done(code === null ? null : Object.assign(new Error(`no such user ${address}`), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ ...readMail(Buffer.concat(chunks).toString('latin1')), to: session.envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  after(() => new Promise<void>((done) => void server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  return { mails, logins, address: `127.0.0.1:${port}`, arrived: (count: number) => eventually(() => mails, ({ length }) => length >= count) };
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly json: () => Record<string, unknown>;
}

export interface Said {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real HTTP server that keeps what it is asked; `answer` says what it answers: a status, or more. */
export async function httpService(answer: (call: Call, calls: readonly Call[]) => number | Said) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const call: Call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, json: () => JSON.parse(body.toString('utf8')) as Record<string, unknown> };
      calls.push(call);
      const said = answer(call, calls);
      const { status, text = '', headers = {} } = typeof said === 'number' ? { status: said } : said;
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { calls, host, url: `http://${host}`, called: (count: number) => eventually(() => calls, ({ length }) => length >= count) };
}
