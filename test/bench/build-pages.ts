import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the pages' scripts, minified as an application would: what a vendor loads on demand stays in files of its own. Answers their folder. */
export async function buildPages(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'ops-bench-'));
  const shared = { bundle: true, minify: true, target: 'es2022', outdir, legalComments: 'none', logLevel: 'warning', define: { 'process.env.NODE_ENV': '"production"' } } as const;
  const path = (name: string): string => fileURLToPath(new URL(`pages/${name}.ts`, import.meta.url));
  // Sharing code between the vendors' bundles would blur their sizes: each is built by itself.
  for (const name of ['empty', 'us', 'sentry', 'faro', 'datadog', 'workshop', 'panels']) await build({ ...shared, entryPoints: [path(name)], format: 'esm', splitting: true, external: ['/ops/*'], chunkNames: `${name}-[hash]` });
  // Names of functions are what stacks are made of.
  await build({ ...shared, entryPoints: [path('load')], format: 'iife', keepNames: true });
  return outdir;
}
