import { result, type Observation } from '../../domain/health/observation.ts';
import type { SocketProbe, Transport } from '../ports/transport.ts';

/** GET of a URL of its own. `null`: the browser is offline, which says nothing of the other side. */
export async function probe(transport: Transport, url: string, timeout: number): Promise<Observation | null> {
  const { status, outcome, duration, error } = await transport({ url, method: 'GET', timeout });
  if (outcome === 'offline') return null;
  const metadata = { status };
  const silence = outcome === 'timeout' ? ` within ${timeout} ms` : error && `: ${error}`;
  if (outcome !== 'answered' || !status) return result('UNHEALTHY', `no answer${silence}`, metadata, duration);
  if (status >= 500) return result('UNHEALTHY', `answered ${status}`, metadata, duration);
  return status >= 400 ? result('DEGRADED', `answered ${status}`, metadata, duration) : result('HEALTHY', 'answers', metadata, duration);
}

export async function probeSocket(socket: SocketProbe, url: string, timeout: number): Promise<Observation> {
  try {
    const duration = await socket(url, timeout);
    return result('HEALTHY', 'connection opens', {}, duration);
  } catch (error) {
    return result('UNHEALTHY', `connection does not open: ${error instanceof Error ? error.message : String(error)}`);
  }
}
