import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What each framework's own build does with its components. */
const components: Plugin = {
  name: 'components',
  setup(on) {
    on.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, 'utf8'), { filename: basename(path) });
      const { content } = compileScript(descriptor, { id: 'app', inlineTemplate: true, templateOptions: { compilerOptions: { isCustomElement: (tag: string) => tag.startsWith('ops-') } } });
      return { contents: content, loader: 'ts' };
    });
    on.onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({ contents: compile(await readFile(path, 'utf8'), { filename: basename(path), generate: 'client', css: 'external' }).js.code, loader: 'js' }));
    // Svelte writes parts of itself with runes.
    on.onLoad({ filter: /\.svelte\.(js|ts)$/ }, async ({ path }) => {
      const { compileModule } = await import('svelte/compiler');
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', target: 'es2022' });
      return { contents: compileModule(code, { filename: basename(path), generate: 'client' }).js.code, loader: 'js' };
    });
  },
};

export const hosts = { plain: 'plain/main.ts', react: 'react/app.tsx', vue: 'vue/main.ts', svelte: 'svelte/main.ts', angular: 'angular/main.ts' } as const;
export type Host = keyof typeof hosts;

/** The application's files, by name: it imports the package by its published names, and the bundler cuts what is loaded later into chunks. */
export async function buildHost(host: Host): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { app: `test/hosts/${hosts[host]}` },
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false', ngDevMode: 'false' },
    jsx: 'automatic',
    plugins: [components],
    outdir: `${root}dist/none`,
    write: false,
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}
