import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify } from '../notifications/signature.ts';
import type { Message } from './mailbox.ts';
import type { Receiver } from './mail-receiver.ts';

type Json = Readonly<Record<string, unknown>>;
type Read = (body: Json, headers: { readonly signature: string; readonly raw: string; readonly path: string }) => Message | string;

const mostBytes = 600_000;
const at = (value: unknown, ...path: readonly (string | number)[]): string => String(path.reduce<unknown>((now, key) => (now as Json | undefined)?.[key], value) ?? '');

/** Each service as its manual has it; a text is why it refuses. */
function readers(secret: string): Readonly<Record<string, Read>> {
  return {
    slack: (body) => ({ kind: 'slack', from: 'Prescripto Ops', to: '#operations', title: at(body, 'text'), text: at(body, 'blocks', 1, 'text', 'text'), notes: [['Blocks', String((body['blocks'] as unknown[] | undefined)?.length ?? 0)]] }),
    sms: (body) => ({ kind: 'sms', from: 'CLINIC', to: at(body, 'to'), title: at(body, 'text').split('\n')[0] ?? '', text: at(body, 'text'), notes: [['Reference', at(body, 'reference')]] }),
    webhook: (body, { signature, raw }) =>
      verify(signature, raw, secret, Date.now()) ? { kind: 'webhook', from: 'Prescripto Ops', to: at(body, 'to'), title: at(body, 'title'), text: at(body, 'text'), notes: [['Signature', 'verified']] } : 'the signature is wrong',
    pagerduty: (body) => ({ kind: 'pagerduty', from: 'Prescripto Ops', to: 'on call', title: at(body, 'payload', 'summary') || at(body, 'event_action'), text: at(body, 'payload', 'custom_details', 'text'), notes: [['Action', at(body, 'event_action')], ['Key', at(body, 'dedup_key')]] }),
    opsgenie: (body, { path }) => ({ kind: 'opsgenie', from: 'Prescripto Ops', to: 'on call', title: at(body, 'message') || (/\/(\w+)\?/.exec(path)?.[1] ?? ''), text: at(body, 'description') || at(body, 'note'), notes: [['Alias', at(body, 'alias') || decodeURIComponent(/alerts\/([^/]+)/.exec(path)?.[1] ?? '')]] }),
  };
}

/** A chat, a text gateway, a webhook's receiver and two pagers on one port, by the first part of the path. */
export async function receiveHttp(take: (message: Message) => void, secret: string): Promise<Receiver> {
  const byName = readers(secret);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const path = request.url ?? '';
      const raw = Buffer.concat(chunks).toString('utf8');
      const read = byName[path.split('/')[1] ?? ''];
      if (!read || size > mostBytes) return void response.writeHead(read ? 413 : 404).end();
      try {
        const message = read(JSON.parse(raw) as Json, { signature: String(request.headers['x-ops-signature'] ?? ''), raw, path });
        if (typeof message === 'string') return void response.writeHead(400).end(message);
        take(message);
        response.writeHead(path.startsWith('/slack') ? 200 : 202, { 'content-type': 'text/plain' }).end('ok');
      } catch {
        response.writeHead(400).end('expected JSON');
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
