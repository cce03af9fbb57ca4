import type { SocketProbe } from '../services/ports/transport.ts';

/** ms; a server that has not answered by then does not know this ping, and the handshake was round trip enough */
const pongWithin = 1_000;

/** Opens a WebSocket of its own, pings and closes it again; the application's sockets are not touched. */
export const probeSocket: SocketProbe = (url, timeout) =>
  new Promise((resolve) => {
    const started = performance.now();
    let socket: WebSocket;
    try {
      socket = new WebSocket(url.replace(/^http/, 'ws'));
    } catch (error) {
      return resolve({ status: 0, duration: 0, error: String(error) });
    }
    const end = (status: 0 | 101, duration: number, error = ''): void => {
      clearTimeout(timer);
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
      socket.close();
      resolve({ status, duration, error });
    };
    const fail = (reason: string): void => end(0, 0, reason);
    let timer = setTimeout(() => fail(`not open after ${timeout} ms`), timeout);
    socket.onopen = () => {
      const opened = performance.now() - started;
      const pinged = performance.now();
      const settle = (): void => end(101, opened);
      clearTimeout(timer);
      timer = setTimeout(settle, pongWithin);
      // A page cannot send a ping frame (WebSockets standard): this is the usual message in its place.
      socket.send('{"type":"ping"}');
      socket.onclose = socket.onerror = settle;
      socket.onmessage = ({ data }) => /pong/i.test(String(data)) && end(101, performance.now() - pinged);
    };
    // The event says nothing, by design (WebSockets standard, "fail the WebSocket connection"); `close` has the code.
    socket.onclose = ({ code, reason }) => fail(`closed before it was open (code ${code}${reason && `, ${reason}`})`);
    // What WebKit itself refuses, such as a port that it blocks, has no `close`.
    socket.onerror = () => setTimeout(fail, 1000, 'refused by the browser');
  });
