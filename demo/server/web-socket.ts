import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** RFC 6455, section 1.3. */
const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const text = 0x1;
const close = 0x8;
const ping = 0x9;
const pong = 0xa;
const maxPayload = 65_536;
const pingEvery = 30_000;

interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
  readonly length: number;
}

function encode(opcode: number, payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length]) : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** The first frame of what was received, `null` until it is whole. Throws what is against the protocol, as a close code. */
function decode(buffer: Buffer): Frame | null {
  if (buffer.length < 2) return null;
  const [first, second] = [buffer[0] as number, buffer[1] as number];
  if (first & 0x70 || !(second & 0x80)) throw new RangeError('1002');
  let size = second & 0x7f;
  let at = 2;
  if (size === 127) throw new RangeError('1009');
  if (size === 126) {
    if (buffer.length < 4) return null;
    size = buffer.readUInt16BE(2);
    at = 4;
  }
  if (size > maxPayload) throw new RangeError('1009');
  if (buffer.length < at + 4 + size) return null;
  const mask = buffer.subarray(at, at + 4);
  const payload = Buffer.from(buffer.subarray(at + 4, at + 4 + size));
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ (mask[index % 4] as number);
  return { opcode: first & 0x0f, final: Boolean(first & 0x80), payload, length: at + 4 + size };
}

function codeOf(code: number): Buffer {
  return Buffer.from([code >> 8, code & 0xff]);
}

/** The clinic's live channel: says hello, tells of bookings, answers pings. It hears nothing that it would act upon. */
export class LiveChannel {
  readonly #sockets = new Set<Duplex>();
  readonly #timer = setInterval(() => this.#broadcast(ping, Buffer.alloc(0)), pingEvery).unref();

  get size(): number {
    return this.#sockets.size;
  }

  /** Answers an `upgrade` request. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const key = request.headers['sec-websocket-key'];
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.headers['sec-websocket-version'] !== '13' || !key) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const answer = createHash('sha1').update(key + handshakeId).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`);
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A tab that goes away resets its connection: that is no fault of the server.
    socket.on('error', () => socket.destroy());
    let rest = head;
    const read = (chunk: Buffer): void => {
      rest = Buffer.concat([rest, chunk]);
      try {
        for (let frame = decode(rest); frame; frame = decode(rest)) {
          rest = rest.subarray(frame.length);
          this.#answer(socket, frame);
        }
      } catch (error) {
        socket.end(encode(close, codeOf(error instanceof RangeError ? Number(error.message) : 1011)));
      }
    };
    socket.on('data', read);
    this.#send(socket, { type: 'hello' });
    if (head.length) read(Buffer.alloc(0));
  }

  /** Tells every page. */
  tell(message: Readonly<Record<string, unknown>>): void {
    this.#broadcast(text, Buffer.from(JSON.stringify(message)));
  }

  /** Ends all connections; 1012: the service restarts. */
  disconnect(code = 1012): void {
    for (const socket of this.#sockets) socket.end(encode(close, codeOf(code)));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.destroy();
  }

  #answer(socket: Duplex, { opcode, payload }: Frame): void {
    if (opcode === ping) socket.write(encode(pong, payload));
    // What a page sends in place of a ping frame, which browsers do not let it send.
    if (opcode === text && payload.toString() === '{"type":"ping"}') this.#send(socket, { type: 'pong' });
    if (opcode === close) socket.end(encode(close, payload.subarray(0, 2)));
  }

  #send(socket: Duplex, message: Readonly<Record<string, unknown>>): void {
    socket.write(encode(text, Buffer.from(JSON.stringify(message))));
  }

  #broadcast(opcode: number, payload: Buffer): void {
    const frame = encode(opcode, payload);
    for (const socket of this.#sockets) if (!socket.writableEnded) socket.write(frame);
  }
}
