import type { Transport, TransportRequest, TransportResponse } from '../../src/services/ports/transport.ts';

export type Reply = number | Partial<TransportResponse> | Promise<Partial<TransportResponse>>;

/** A backend that answers as `script` says, and remembers what it was sent. */
export function createScriptedTransport(script: (request: TransportRequest, index: number) => Reply = () => 200): { readonly transport: Transport; readonly requests: TransportRequest[]; script: typeof script } {
  const backend = {
    requests: [] as TransportRequest[],
    script,
    transport: async (request: TransportRequest): Promise<TransportResponse> => {
      backend.requests.push(request);
      const reply = await backend.script(request, backend.requests.length - 1);
      const answer: TransportResponse = { status: 200, outcome: 'answered', duration: 5, body: null, headers: {}, error: '' };
      return typeof reply === 'number' ? { ...answer, status: reply } : { ...answer, ...reply };
    },
  };
  return backend;
}
