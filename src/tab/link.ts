import type { Notice, Topic } from '../contract/notices.ts';
import { noticeChannel } from '../contract/notices.ts';
import type { RuntimeApi, Welcome } from '../contract/runtime-api.ts';
import type { ConnectionState, OpsClient } from './client.ts';
import type { Connection } from './connect.ts';
import { reach } from './reach.ts';
import type { Invoke } from './remote.ts';

export interface Link {
  readonly client: OpsClient;
  /** Resolves with the answer of whichever runtime is there, asked again of the next one if that goes before it answers. */
  readonly call: Invoke;
  current(): Connection | undefined;
  /** Connects, or connects anew. Returns at once. */
  open(): unknown;
  close(): void;
  /**
   * Every five seconds while the page is visible, and when it is hidden. Without an answer until the next beat, with another `bootId`, or if
   * something is `stuck`, it is time to connect anew.
   */
  beat(tabId: string, visible: boolean, stuck?: unknown): void;
}

/** The tab's side of the connection: one runtime at a time, and everybody in the page who waits for it. */
export function createLink(connect: () => Promise<Connection>, up: (connection: Connection) => void, failed: (error: Error) => void): Link {
  let connection: Connection | undefined;
  let state: ConnectionState = 'disconnected';
  /** Of the connection, or of the attempt to make one, that counts. */
  let channel: BroadcastChannel | undefined;
  let failures = 0;
  let unanswered = false;
  const calls = new Set<() => unknown>();
  /** Those with a topic wait for its notices, those without for the connection. */
  const listeners = new Set<readonly [Topic | undefined, (state: ConnectionState) => void]>();

  const tell = (concerns: (topic?: Topic) => unknown): void => {
    for (const [topic, listener] of listeners) if (concerns(topic)) listener(state);
  };
  const become = (next: ConnectionState): void => {
    state = next;
    tell((topic) => !topic);
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
  const close = (): void => {
    connection?.close();
    connection = undefined;
    channel?.close();
    channel = undefined;
    become('disconnected');
  };
  const open = async (): Promise<void> => {
    close();
    become('connecting');
    let mine: BroadcastChannel | undefined;
    try {
      mine = channel = new BroadcastChannel(noticeChannel);
      channel.onmessage = ({ data }) => tell((topic) => (data as Notice).topics.includes(topic!));
      const made = await connect();
      if (mine !== channel) return made.close();
      connection = made;
      failures = 0;
      unanswered = false;
      become('connected');
      up(made);
      for (const ask of calls) void ask();
      tell((topic) => topic);
    } catch (error) {
      if (mine !== channel) return;
      close();
      failures ||= 1;
      failed(error as Error);
    }
  };

  return {
    client: {
      api: reach<RuntimeApi>(call, ''),
      get connection() {
        return state;
      },
      subscribe: (topic, listener) => add(listeners, [topic, listener]),
      onConnection: (listener) => add(listeners, [undefined, listener]),
    },
    call,
    current: () => connection,
    open,
    close,
    beat(tabId, visible, stuck) {
      // After a failure at the second, fourth, eighth … and 32nd beat, and then from the beginning.
      if (!channel && failures++ && !(failures & (failures - 1) & 31)) void open();
      if (!connection) return;
      if (stuck || (visible && unanswered)) return void open();
      const { invoke, welcome } = connection;
      unanswered = visible;
      invoke('heartbeat', { tabId, url: location.href, visible }).then(
        (answer) => (unanswered = (answer as Welcome).bootId !== welcome.bootId),
        () => 0,
      );
    },
  };
}
