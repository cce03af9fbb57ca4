import type { Tools } from '../tools.ts';

/** How connections of WebSocket and EventSource come about: each is a call of its own method, until it is open or has failed. */
export function captureSockets({ put, end, guard }: Tools): void {
  let ended = false;
  const watch = (method: string, socket: WebSocket | EventSource, began: number): void => {
    let over = false;
    const note = (status: number): void => {
      if (over || ended) return;
      over = true;
      put({ kind: 'api', method, url: socket.url, status, outcome: status ? '' : `${navigator.onLine} ${method}`, duration: performance.now() - began, streaming: true });
    };
    socket.addEventListener('open', guard(() => note(method === 'WebSocket' ? 101 : 200)));
    socket.addEventListener('error', guard(() => note(0)));
    // An EventSource has none: closing it before it is open goes unseen.
    socket.addEventListener('close', guard(() => note(0)));
  };
  for (const name of ['WebSocket', 'EventSource'] as const) {
    const native = window[name] as typeof WebSocket;
    const proxy = new Proxy(native, {
      construct(target, args, self) {
        const began = performance.now();
        const socket = Reflect.construct(target, args, self) as WebSocket;
        guard(watch)(name, socket, began);
        return socket;
      },
    });
    Object.assign(window, { [name]: proxy });
    end(() => {
      ended = true;
      if (window[name] === proxy) Object.assign(window, { [name]: native });
    });
  }
}
