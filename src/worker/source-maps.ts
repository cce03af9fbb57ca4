/** The reader of source maps: an entry of its own, which the worker file loads at the first error where the option `sourceMaps` is set. */
import type { ReadSourceMaps } from '../services/ports/source-maps.ts';
import { createFetchText } from './source-maps/fetch-text.ts';
import { createReader } from './source-maps/reader.ts';

/** Characters of a map or a script. In a page, on its one thread, reading a big one would be felt. */
const longest = 'document' in globalThis ? 2_000_000 : 20_000_000;

export const readSourceMaps: ReadSourceMaps = createReader({ fetchText: createFetchText(longest), now: () => Date.now(), origin: self.location.origin });
