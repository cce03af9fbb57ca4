import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Message } from './mailbox.ts';
import { readMail } from './read-mail.ts';

export interface Receiver {
  readonly port: number;
  close(): Promise<void>;
}

const mostBytes = 262_144;

/** A mail server on the loopback interface that delivers everything to one shelf. */
export async function receiveMail(take: (message: Message) => void): Promise<Receiver> {
  const server = new SMTPServer({
    // Neither on the loopback interface; a certificate nobody signed would be refused.
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: mostBytes,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('message too big'), { responseCode: 552 }));
        const { headers, text, html } = readMail(Buffer.concat(chunks).toString('latin1'));
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        const notes = (['Message-ID', 'In-Reply-To'] as const).flatMap((name) => (headers[name.toLowerCase()] ? [[name, headers[name.toLowerCase()] as string] as const] : []));
        take({ kind: 'email', from: headers['from'] ?? '', to, title: headers['subject'] ?? '', text: text.trim(), html, notes });
        done();
      });
    },
  });
  // A client that goes away in the middle is its own affair.
  server.on('error', () => {});
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((done) => void server.close(() => done())) };
}
