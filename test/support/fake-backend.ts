import type { TransportRequest, TransportResponse, Transport } from '../../src/services/ports/transport.ts';

/** The far side of the Transport port: answers what it is told to and remembers what it was sent. */
export interface FakeBackend {
  readonly transport: Transport;
  readonly requests: TransportRequest[];
  /** By end of the URL's path; a number is a status. */
  answers: Record<string, number | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }>;
  received(path: string): unknown[];
}

export function createFakeBackend(): FakeBackend {
  const requests: TransportRequest[] = [];
  const backend: FakeBackend = {
    requests,
    answers: {},
    received: (path) => requests.filter((request) => request.url.endsWith(path)).map((request) => request.body),
    transport: async (request): Promise<TransportResponse> => {
      requests.push(request);
      const found = Object.entries(backend.answers).find(([path]) => new URL(request.url).pathname.endsWith(path))?.[1] ?? 200;
      const { status, body, headers = {} } = typeof found === 'number' ? { status: found, body: {} } : { headers: {}, ...found };
      return { status, outcome: status ? 'answered' : 'network', duration: 12, body, headers, error: status ? '' : 'connection refused' };
    },
  };
  return backend;
}
