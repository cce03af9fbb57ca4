import type { Topic } from '../contract/notices.ts';
import { noticeChannel } from '../contract/notices.ts';
import type { RuntimeApi, Welcome } from '../contract/runtime-api.ts';
import type { ConnectionState, OpsClient } from './client.ts';
import type { Connection } from './connect.ts';

const maxBackOff = 60_000;

export interface Link extends OpsClient {
  /** Resolves with the answer of whichever runtime is there, asked again of the next one if that goes before it answers. */
  call(path: string, ...args: readonly unknown[]): Promise<unknown>;
  current(): Connection | undefined;
  /** Connects, or connects anew. Returns at once. */
  open(connect: () => Promise<Connection>, failed: (error: Error) => void, up: (welcome: Welcome) => void): void;
  close(): void;
  /** Once every five seconds while the page is visible. `busy`: something sent before the last beat has not been answered. */
  beat(tabId: string, busy: boolean): void;
}

/** The tab's side of the connection: one runtime at a time, and everybody in the page who waits for it. */
export function createLink(): Link {
  let connection: Connection | undefined;
  let state: ConnectionState = 'disconnected';
  let again = (): void => undefined;
  let channel: BroadcastChannel | undefined;
  let attempt = {};
  let unanswered = 0;
  const calls = new Set<() => void>();
  const watchers = new Set<(state: ConnectionState) => void>();
  const subscribers = new Set<readonly [Topic, () => void]>();
  const become = (next: ConnectionState): void => {
    state = next;
    for (const watch of watchers) watch(next);
  };
  const tell = (topic?: Topic): void => {
    for (const [wanted, listener] of subscribers) if (!topic || topic === wanted) listener();
  };
  const member = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_, key) => (key === 'then' ? undefined : member(path ? `${path}.${String(key)}` : String(key))),
      apply: (_, __, args) => link.call(path, ...args),
    });
  const add = <T>(set: Set<T>, item: T) => {
    set.add(item);
    return () => void set.delete(item);
  };

  const link: Link = {
    api: member('') as RuntimeApi,
    get connection() {
      return state;
    },
    subscribe: (topic, listener) => add(subscribers, [topic, listener] as const),
    onConnection: (listener) => add(watchers, listener),
    current: () => connection,
    call: (path, ...args) =>
      new Promise((done, fail) => {
        const ask = (): void => {
          const asked = connection;
          void asked
            ?.invoke(path, ...args)
            .finally(() => calls.delete(ask))
            .then(done, fail);
        };
        calls.add(ask);
        ask();
      }),
    open(connect, failed, up) {
      let failures = 0;
      again = (): void => {
        const mine = (attempt = {});
        connection?.close();
        connection = undefined;
        become('connecting');
        connect().then(
          (made) => {
            if (mine !== attempt) return made.close();
            failures = unanswered = 0;
            connection = made;
            become('connected');
            up(made.welcome);
            for (const ask of calls) ask();
            tell();
          },
          (error: Error) => {
            if (mine !== attempt) return;
            become('disconnected');
            failed(error);
            setTimeout(() => mine === attempt && again(), Math.min(maxBackOff, 1000 * 2 ** failures++));
          },
        );
      };
      channel ??= new BroadcastChannel(noticeChannel);
      channel.onmessage = ({ data }) => tell((data as { topic: Topic }).topic);
      again();
    },
    close() {
      attempt = {};
      connection?.close();
      connection = undefined;
      channel?.close();
      channel = undefined;
      become('disconnected');
    },
    beat(tabId, busy) {
      if (!connection) return;
      if (unanswered || busy) return again();
      const { invoke, welcome } = connection;
      unanswered = 1;
      invoke('heartbeat', { tabId, url: location.href, visible: !document.hidden }).then(
        (answer) => {
          unanswered = 0;
          if ((answer as Welcome).bootId !== welcome.bootId) again();
        },
        () => again(),
      );
    },
  };
  return link;
}
