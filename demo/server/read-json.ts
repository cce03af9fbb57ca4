import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Refusal } from './reply.ts';

const unzip = promisify(gunzip);
/** Twice what a batch may be: an agent that breaks its promise is told so, one that is a few bytes over is not. */
const maxBytes = 524_288;

export interface JsonBody {
  readonly value: unknown;
  /** Unpacked. */
  readonly bytes: number;
}

function tooLarge(): Refusal {
  return new Refusal(413, 'too_large', `expected at most ${maxBytes} bytes of JSON`);
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left early, an ordinary iterator would cut the connection, and the refusal would not arrive.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(request: IncomingMessage, bytes: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new Refusal(415, 'unsupported_encoding', `content-encoding: expected gzip or none, got ${encoding}`);
  try {
    return await unzip(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new Refusal(400, 'malformed', 'expected a gzip body as content-encoding says, got other bytes');
  }
}

/** The body as JSON, unpacked where it is gzip. Throws a `Refusal` of 400, 413 or 415 that says what was expected. */
export async function readJson(request: IncomingMessage): Promise<JsonBody> {
  const bytes = await unpack(request, await readBytes(request));
  const text = bytes.toString('utf8');
  try {
    return { value: JSON.parse(text), bytes: bytes.length };
  } catch {
    throw new Refusal(400, 'malformed', `expected a JSON body, got ${text ? JSON.stringify(text.slice(0, 40)) : 'nothing'}`);
  }
}

/** An object, or a `Refusal` that says what was expected. */
export function asObject(value: unknown, what = 'body'): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refusal(400, 'malformed', `${what}: expected an object`);
  return value as Readonly<Record<string, unknown>>;
}

export function asText(value: unknown, what: string): string {
  if (typeof value !== 'string' || !value.trim()) throw new Refusal(400, 'malformed', `${what}: expected a text that is not empty`);
  return value.trim();
}
