import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { serve } from './harness.ts';

const { call, url } = await serve();
const address = url('/api/ws').replace('http', 'ws');

function open(to = address): Promise<{ socket: WebSocket; next: () => Promise<Record<string, unknown>> }> {
  const socket = new WebSocket(to);
  const messages: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    const first = waiting.shift();
    if (first) first(message);
    else messages.push(message);
  });
  const next = () => new Promise<Record<string, unknown>>((done) => (messages.length ? done(messages.shift() ?? {}) : void waiting.push(done)));
  return new Promise((done, fail) => {
    socket.addEventListener('open', () => done({ socket, next }));
    socket.addEventListener('error', () => fail(new Error('no connection')));
  });
}

const closed = (socket: WebSocket) => new Promise<number>((done) => socket.addEventListener('close', ({ code }) => done(code)));

test('a page hears hello and of bookings, and leaves with a clean close', async () => {
  const { socket, next } = await open();
  assert.deepEqual(await next(), { type: 'hello' });
  assert.equal((await call('/api/health')).at('checks.websocket.0.output'), '1 connections');
  const { doctors } = (await call('/api/doctors')).body as unknown as { doctors: { id: number; nextSlots: string[] }[] };
  const { id: doctorId, nextSlots: [slot] } = doctors[0] as { id: number; nextSlots: string[] };
  await call('/api/appointments', { doctorId, slot, patient: { name: 'Ada', email: 'ada@example.org' } });
  const told = await next();
  assert.deepEqual([told['type'], told['doctorId'], told['slot']], ['appointment.booked', doctorId, slot]);
  socket.send('{"type":"ping"}');
  assert.deepEqual(await next(), { type: 'pong' });
  socket.send('x'.repeat(300));
  socket.close(1000);
  assert.equal(await closed(socket), 1_000);
});

test('when the component goes down, connections end and new ones are refused, until it is back', async () => {
  const { socket } = await open();
  const end = closed(socket);
  await call('/demo/faults', { component: 'websocket', state: 'down' });
  assert.equal(await end, 1_012);
  await assert.rejects(open(), /no connection/);
  await call('/demo/reset', {});
  const { socket: again } = await open();
  again.close();
  await closed(again);
});

test('no socket is opened elsewhere', async () => {
  await assert.rejects(open(address.replace('/ws', '/doctors')), /no connection/);
});

test('a ping is answered with its payload, and what breaks the protocol with a close', async () => {
  const exchange = (frame: Buffer) =>
    new Promise<Buffer>((done, fail) => {
      const { port, hostname } = new URL(url('/'));
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET /api/ws HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`),
      );
      let got: Buffer = Buffer.alloc(0);
      socket.on('error', fail);
      socket.on('data', (chunk: Buffer) => {
        got = Buffer.concat([got, chunk]);
        const body = got.indexOf('\r\n\r\n') + 4;
        const hello = 2 + '{"type":"hello"}'.length;
        if (body < 4 || got.length < body + hello) return;
        if (got.length === body + hello) {
          // The sample of RFC 6455, section 1.3.
          assert.match(got.toString('latin1'), /Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/);
          socket.write(frame);
          return;
        }
        socket.destroy();
        done(got.subarray(body + hello));
      });
    });
  const mask = Buffer.from([1, 2, 3, 4]);
  const payload = Buffer.from('ping');
  const masked = Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] as number)));
  assert.deepEqual(await exchange(Buffer.concat([Buffer.from([0x89, 0x84]), mask, masked])), Buffer.concat([Buffer.from([0x8a, 4]), payload]));
  assert.deepEqual(await exchange(Buffer.concat([Buffer.from([0x89, 4]), payload])), Buffer.from([0x88, 2, 0x03, 0xea]));
});
