// gzip finds repeats within 32 kB, and the worker is three times that: which of its modules stand near each other is worth 0.6 kB.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { apart } from './compact.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const prefix = 'arranged:';

/** Found by `node scripts/arrange.mjs`. One that is out of date costs bytes and nothing else. */
export const orderFile = new URL('module-order.json', import.meta.url);

/** The modules that something of is left of in a bundle. What nobody imports any more would stay if it were imported here, by what it does at its top level. */
async function usedBy(entry) {
  const { metafile } = await build({ absWorkingDir: root, entryPoints: [entry], bundle: true, minifySyntax: true, format: 'esm', metafile: true, write: false, plugins: [apart] });
  return Object.values(metafile.outputs)[0].inputs;
}

/**
 * An esbuild plugin: bundles the modules of the worker in an order that compresses well. A module still stands behind what it imports; one that is
 * not listed, where it is imported first.
 */
export const arranged = (order = JSON.parse(readFileSync(orderFile, 'utf8'))) => ({
  name: 'arranged',
  setup(build) {
    build.onLoad({ filter: /[/\\]worker[/\\]entry\.ts$/ }, async ({ path }) => {
      const used = await usedBy(path);
      return { contents: order.filter((file) => file in used).map((file) => `import '${prefix}${file}';`).join('') + readFileSync(path, 'utf8'), loader: 'ts' };
    });
    // An import that names nothing is left out unless it may have side effects.
    build.onResolve({ filter: new RegExp(`^${prefix}`) }, ({ path }) => ({ path: root + path.slice(prefix.length), sideEffects: true }));
  },
});
