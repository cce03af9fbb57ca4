// comlink's `expose` as the worker calls it: plain values, and errors, are all that crosses this wire.
import { readFile } from 'node:fs/promises';

/** What a call of another kind would need, and what is left of it. The minifier drops what nothing leads to any more. */
const settled = [
  ['    ["proxy", proxyTransferHandler],\n', ''],
  [/case "CONSTRUCT"[\s\S]*?break;\n/, ''],
  [/case "ENDPOINT"[\s\S]*?break;\n/, ''],
  [/case "SET"[\s\S]*?break;\n/, ''],
];

/** An esbuild plugin: comlink without the passing of proxies, constructors and endpoints (docs/decisions/013). */
export const plainComlink = {
  name: 'plain-comlink',
  setup(build) {
    build.onLoad({ filter: /comlink[/\\]dist[/\\]esm[/\\]comlink\.mjs$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [found, left] of settled) {
        const before = contents;
        contents = contents.replace(found, left);
        if (contents === before) throw new Error(`${path}: expected ${found}, which this build takes out`);
      }
      return { contents };
    });
  },
};
