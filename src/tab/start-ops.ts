import type { OpsOptions } from '../contract/config.ts';
import { resolveConfig } from '../contract/resolve-config.ts';
import { theAgent } from './the-agent.ts';

/**
 * Starts observing this page. What was logged or captured before is kept and goes along. A second call, or one by a second copy of the
 * script, changes nothing until `stopOps()`.
 *
 * @throws {TypeError} for a wrong option, naming its path, what was expected and what was given.
 * @example startOps({ app: 'clinic', release: '1.4.2', endpoint: 'https://api.example.com', workerUrl: '/ops/prescripto-ops.worker.js' });
 */
export function startOps(options: OpsOptions = {}): void {
  // The runtime checks them too; a developer wants to know here and now.
  const { workerUrl } = resolveConfig(options, document.baseURI);
  theAgent().start({ ...options, workerUrl });
}
