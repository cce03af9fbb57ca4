// gzip finds repeats within 32 kB, and the worker is three times that: which of its modules stand near each other is worth 0.6 kB.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const prefix = 'arranged:';

/** Found by `node scripts/arrange.mjs`. One that is out of date costs bytes and nothing else. */
export const orderFile = new URL('module-order.json', import.meta.url);

/**
 * An esbuild plugin: bundles the modules of the worker in an order that compresses well. A module still stands behind what it imports; one that is
 * not listed, where it is imported first.
 */
export const arranged = (order = JSON.parse(readFileSync(orderFile, 'utf8'))) => ({
  name: 'arranged',
  setup(build) {
    build.onLoad({ filter: /[/\\]worker[/\\]entry\.ts$/ }, ({ path }) => ({
      contents: order.filter((file) => existsSync(root + file)).map((file) => `import '${prefix}${file}';`).join('') + readFileSync(path, 'utf8'),
      loader: 'ts',
    }));
    // An import that names nothing is left out unless it may have side effects.
    build.onResolve({ filter: new RegExp(`^${prefix}`) }, ({ path }) => ({ path: root + path.slice(prefix.length), sideEffects: true }));
  },
});
