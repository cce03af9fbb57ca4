// What esbuild leaves, terser still finds: about 4 % of the gzipped size, which the budgets of the agent and the worker need.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minify } from 'terser';

/** An esbuild plugin: minifies outputs once more. For bundles that nobody imports from. */
export const compact = {
  name: 'compact',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const file of outputFiles) {
        const { code } = await minify(file.text, { ecma: 2022, toplevel: true, compress: { passes: 4, ecma: 2022, unsafe_arrows: true, unsafe_methods: true, pure_getters: true }, mangle: { toplevel: true } });
        await mkdir(dirname(file.path), { recursive: true });
        await writeFile(file.path, code ?? '');
      }
    });
  },
};

/**
 * An esbuild plugin: web-vitals without soft navigations. They are off unless `reportSoftNavs` is asked for, which the agent does
 * not; as a constant the minifier can see that.
 */
export const hardNavigationsOnly = {
  name: 'hard-navigations-only',
  setup(build) {
    build.onLoad({ filter: /web-vitals.*[/\\]softNavs\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/(checkSoftNavsEnabled = \(opts\) =>) \{[\s\S]*?\n\};/, '$1 false;');
      if (contents === text) throw new Error(`${path}: expected checkSoftNavsEnabled, which this build replaces`);
      return { contents };
    });
  },
};
