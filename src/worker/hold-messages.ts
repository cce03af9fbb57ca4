import type { Endpoint } from 'comlink';

/** As much of a dedicated worker's own scope as a connection needs. */
interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/**
 * A dedicated worker's own port does not wait for anybody: what arrives while the runtime starts is held here, and
 * handed over in order. A message that is nothing but a `MessagePort`, or brings one as `port`, is a further connection.
 */
export function holdMessages(scope: Scope, connect: (port: MessagePort) => void): { release(expose: (endpoint: Endpoint) => void): void } {
  let waiting: MessageEvent[] | null = [];
  let listeners: readonly EventListenerOrEventListenerObject[] = [];
  const deliver = (event: MessageEvent): void => {
    for (const listener of listeners)
      if (typeof listener === 'function') listener(event);
      else listener.handleEvent(event);
  };

  scope.addEventListener('message', (event: MessageEvent) => {
    const port: unknown = event.data instanceof MessagePort ? event.data : (event.data as { port?: unknown } | null)?.port;
    if (port instanceof MessagePort) connect(port);
    else if (waiting) waiting.push(event);
    else deliver(event);
  });

  const endpoint: Endpoint = {
    postMessage: (message: unknown, transfer?: Transferable[]) => scope.postMessage(message, transfer ?? []),
    addEventListener: (_type, listener) => void (listeners = [...listeners, listener]),
    removeEventListener: (_type, listener) => void (listeners = listeners.filter((other) => other !== listener)),
  };

  return {
    release: (expose) => {
      expose(endpoint);
      const events = waiting ?? [];
      waiting = null;
      events.forEach(deliver);
    },
  };
}
