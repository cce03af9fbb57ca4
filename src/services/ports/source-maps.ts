import type { SourceMapOptions } from '../../contract/config.ts';
import type { ErrorRecord } from '../../contract/error-record.ts';
import type { Scrub } from './scrub.ts';
import type { Store } from './store.ts';

/**
 * Reads the source maps of the scripts that errors happened in, and writes what it finds to where the records are. `since`: epoch ms; they were queued for
 * the backend then or later. `problem` is told in a sentence what could not be read. Resolves with whether anything changed; rejects when
 * the reader itself is not there. The worker and the file of the reader may be of different builds: this and the rows of the store are all that they know of each other.
 */
export type ReadSourceMaps = (
  records: readonly ErrorRecord[],
  since: number,
  options: SourceMapOptions,
  store: Store,
  scrub: Scrub,
  problem: (sentence: string) => void,
) => Promise<boolean>;
