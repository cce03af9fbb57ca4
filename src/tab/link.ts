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
export function createLink(connect: () => Promise<Connection>, up: (welcome: Welcome) => void, failed: (error: Error) => void): Link {
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
      const ask = async (): Promise<void> => {
        try {
          if (connection) done(await connection.invoke(path, ...args));
          else return;
        } catch (error) {
          fail(error);
        }
        end();
      };
      const end = add(calls, ask);
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
  const open = async (): Promise<void> => {
    close();
    const mine = attempt;
    become('connecting');
    try {
      channel = new BroadcastChannel(noticeChannel);
      channel.onmessage = ({ data }) => tell((data as { topic: Topic }).topic);
      const made = await connect();
      if (mine !== attempt) return made.close();
      failures = 0;
      unanswered = false;
      connection = made;
      become('connected');
      up(made.welcome);
      for (const ask of calls) ask();
      tell();
    } catch (error) {
      if (mine !== attempt) return;
      become('disconnected');
      failures ||= 1;
      failed(error as Error);
    }
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
      if (state === 'disconnected' && failures++ && (!(failures & (failures - 1)) || failures % 24 === 0)) void open();
      if (!connection) return;
      if (unanswered || stuck) return void open();
      const { invoke, welcome } = connection;
      unanswered = true;
      invoke('heartbeat', { tabId, url: location.href, visible: true }).then(
        (answer) => (unanswered = (answer as Welcome).bootId !== welcome.bootId),
        () => 0,
      );
    },
  };
}
