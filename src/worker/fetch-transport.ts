import type { Online, Transport, TransportRequest, TransportResponse } from '../services/ports/transport.ts';
import { createCompressor } from './compressor.ts';

/** characters of a body that is no JSON */
const longestText = 65_536;

/**
 * HTTP over fetch. Never rejects; without a network it does not even ask, because every failed request is a line in the
 * browser's console that no script can keep out.
 */
export function createFetchTransport({ online }: { readonly online: Online }): Transport {
  const compressor = createCompressor();

  return async (request) => {
    const started = performance.now();
    const failed = (outcome: 'timeout' | 'network' | 'offline', error: string): TransportResponse => ({ status: 0, outcome, duration: performance.now() - started, body: null, headers: {}, error });
    if (!online()) return failed('offline', 'no network');
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), request.timeout);

    const exchange = async (body: Blob | string | null, packed: boolean): Promise<TransportResponse> => {
      try {
        const response = await fetch(request.url, {
          method: request.method,
          credentials: 'same-origin',
          cache: 'no-store',
          signal: controller.signal,
          headers: { ...(body === null ? { accept: 'application/health+json, application/json' } : { 'content-type': 'application/json' }), ...(packed ? { 'content-encoding': 'gzip' } : {}) },
          body,
        });
        const text = await response.text();
        return { status: response.status, outcome: 'answered', duration: performance.now() - started, body: parse(text), headers: Object.fromEntries(response.headers), error: '' };
      } catch (error) {
        if (controller.signal.aborted) return failed('timeout', `no answer in ${request.timeout} ms`);
        return failed(online() ? 'network' : 'offline', error instanceof Error ? error.message : String(error));
      }
    };

    try {
      return await send(request, exchange);
    } catch (error) {
      return failed('network', error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  };

  async function send({ url, body }: TransportRequest, exchange: (body: Blob | string | null, packed: boolean) => Promise<TransportResponse>): Promise<TransportResponse> {
    if (body === undefined) return exchange(null, false);
    const json = JSON.stringify(body);
    const packed = await compressor.pack(url, json);
    if (!packed) return exchange(json, false);
    const answer = await exchange(packed, true);
    if (!compressor.doubts(url, answer)) {
      compressor.learn(url, true, answer.status);
      return answer;
    }
    const plain = await exchange(json, false);
    compressor.learn(url, false, plain.status);
    return plain;
  }
}

function parse(text: string): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, longestText);
  }
}
