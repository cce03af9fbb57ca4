/** One HTTP exchange, as the outbox and the probes need it. Never rejects: what went wrong is a value. */
export interface TransportRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Sent as JSON, gzip where the engine can. */
  readonly body?: unknown;
  /** ms */
  readonly timeout: number;
}

export interface TransportResponse {
  /** 0: no answer */
  readonly status: number;
  readonly outcome: 'answered' | 'timeout' | 'network' | 'offline';
  /** ms */
  readonly duration: number;
  /** The parsed JSON body, else its text cut at 64 kB; also of a 4xx or 5xx. */
  readonly body: unknown;
  /** Lower-case names: `retry-after`, `cache-control`, `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly error: string;
}

export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Is there a network at all? `false` is certain, `true` proves nothing. */
export type Online = () => boolean;

/**
 * Opens a WebSocket, pings and closes it. `duration`: to the pong, or, where there is none, to the open connection; `status` 0: the reason is in
 * `error`. Rejects where there is nothing to open sockets with, which says nothing of the other side.
 */
export type SocketProbe = (url: string, timeout: number) => Promise<Pick<TransportResponse, 'status' | 'duration' | 'error'>>;
