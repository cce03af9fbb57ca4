import type { Topic } from '../contract/notices.ts';
import { noticeChannel } from '../contract/notices.ts';
import type { RuntimeApi, Welcome } from '../contract/runtime-api.ts';
import type { ConnectionState, OpsClient } from './client.ts';
import type { Connection } from './connect.ts';
import type { Invoke } from './remote.ts';

export interface Link {
  readonly client: OpsClient;
  /** Resolves with the answer of whichever runtime is there, asked again of the next one if that goes before it answers. */
  readonly call: Invoke;
  current(): Connection | undefined;
  /** Connects, or connects anew. Returns at once. */
  open(): unknown;
  close(): void;
  /** Every five seconds while the page is visible. `stuck`: something sent before the last beat has not been answered. */
  beat(tabId: string, stuck: boolean): void;
}

/** The tab's side of the connection: one runtime at a time, and everybody in the page who waits for it. */
export function createLink(connect: () => Promise<Connection>, up: (connection: Connection) => void, failed: (error: Error) => void): Link {
  let connection: Connection | undefined;
  let state: ConnectionState = 'disconnected';
  let channel: BroadcastChannel | undefined;
  let attempt = {};
  let failures = 0;
  let unanswered = false;
  const calls = new Set<() => unknown>();
  const watchers = new Set<(state: ConnectionState) => void>();
  const subscribers = new Set<readonly [Topic, () => void]>();

  const become = (next: ConnectionState): void => {
    state = next;
    for (const watch of watchers) watch(next);
  };
  const tell = (topic?: Topic): void => {
    for (const [wanted, listener] of subscribers) if (!topic || topic === wanted) listener();
  };
  const add = <T>(set: Set<T>, item: T) => {
    set.add(item);
    return () => void set.delete(item);
  };
  const call: Invoke = (path, ...args) =>
    new Promise((done, fail) => {
      // Nothing comes of a call to a runtime that has gone: it stays in the set and is asked again.
      const ask = (): unknown => connection?.invoke(path, ...args).then(done, fail).then(end);
      const end: () => void = add(calls, ask);
      void ask();
    });
  const member = (path: string): unknown =>
    new Proxy(() => 0, {
      // Not a thenable: an `await` of it must not become a call.
      get: (_, key) => (key === 'then' ? undefined : member(path + (path && '.') + String(key))),
      apply: (_, __, args) => call(path, ...args),
    });
  const close = (): void => {
    connection?.close();
    connection = undefined;
    channel?.close();
    attempt = {};
    become('disconnected');
  };
  const open = (): void => {
    close();
    const mine = attempt;
    become('connecting');
    channel = new BroadcastChannel(noticeChannel);
    channel.onmessage = ({ data }) => tell((data as { topic: Topic }).topic);
    connect()
      .then((made) => {
        if (mine !== attempt) return made.close();
        failures = 0;
        unanswered = false;
        connection = made;
        become('connected');
        up(made);
        for (const ask of calls) void ask();
        tell();
      })
      .catch((error: Error) => {
        if (mine !== attempt) return;
        close();
        failures ||= 1;
        failed(error);
      });
  };

  return {
    client: {
      api: member('') as RuntimeApi,
      get connection() {
        return state;
      },
      subscribe: (topic, listener) => add(subscribers, [topic, listener] as const),
      onConnection: (listener) => add(watchers, listener),
    },
    call,
    current: () => connection,
    open,
    close,
    beat(tabId, stuck) {
      // After a failure at every second, fourth, eighth … beat, at most every two minutes.
      if (state === 'disconnected' && failures++ && (!(failures & (failures - 1)) || failures % 24 === 0)) open();
      if (!connection) return;
      if (unanswered || stuck) return open();
      const { invoke, welcome } = connection;
      unanswered = true;
      invoke('heartbeat', { tabId, url: location.href, visible: true }).then(
        (answer) => (unanswered = (answer as Welcome).bootId !== welcome.bootId),
        () => 0,
      );
    },
  };
}
