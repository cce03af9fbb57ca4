import type { SocketProbe } from '../services/ports/transport.ts';

/** Opens a WebSocket of its own and closes it again; the application's sockets are not touched. */
export function createSocketProbe(): SocketProbe {
  return (url, timeout) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const socket = new WebSocket(url.replace(/^http/, 'ws'));
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        socket.onopen = socket.onerror = socket.onclose = null;
        socket.close();
        settle();
      };
      const fail = (reason: string): void => end(() => reject(new Error(reason)));
      const timer = setTimeout(() => fail(`not open after ${timeout} ms`), timeout);
      socket.onopen = () => end(() => resolve(performance.now() - started));
      // The event says nothing, by design (WebSockets standard, "fail the WebSocket connection"); `close` has the code.
      socket.onclose = ({ code, reason }) => fail(`closed before it was open (code ${code}${reason && `, ${reason}`})`);
      // What WebKit itself refuses, such as a port that it blocks, has no `close`.
      socket.onerror = () => setTimeout(fail, 1000, 'refused by the browser');
    });
}
