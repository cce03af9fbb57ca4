// comlink and idb as the worker uses them. Each is one module with side effects at its top level, so that a bundler cannot leave out
// what nobody calls; taken out here, and checked: a version that reads otherwise fails the build.
import { readFile } from 'node:fs/promises';

/** By module: what a call that the worker never makes would need. */
const unused = [
  {
    module: /comlink[/\\]dist[/\\]esm[/\\]comlink\.mjs$/,
    // Plain values and errors are all that crosses the wire: no proxies, constructors or endpoints, no members set.
    parts: ['    ["proxy", proxyTransferHandler],\n', /case "CONSTRUCT"[\s\S]*?break;\n/, /case "ENDPOINT"[\s\S]*?break;\n/, /case "SET"[\s\S]*?break;\n/],
  },
  {
    module: /idb[/\\]build[/\\]index\.js$/,
    // Shortcuts on the database, and cursors as async iterators.
    parts: [/const readMethods = [\s\S]*?(?=\nexport \{)/],
  },
];

/** An esbuild plugin (docs/decisions/013). */
export const plainModules = {
  name: 'plain-modules',
  setup(build) {
    for (const { module, parts } of unused)
      build.onLoad({ filter: module }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const part of parts) {
          const before = contents;
          contents = contents.replace(part, '');
          if (contents === before) throw new Error(`${path}: expected ${part}, which this build takes out`);
        }
        return { contents };
      });
  },
};
