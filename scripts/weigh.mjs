// Shows what makes up a built file: minified bytes by folder or file. `node scripts/weigh.mjs src/worker/entry.ts [folder …]`
import { build } from 'esbuild';
import { pack } from './pack.mjs';
import { apart } from './compact.mjs';

const [entry = 'src/worker/entry.ts', ...folders] = process.argv.slice(2);
const { metafile, outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', plugins: [apart], target: 'es2022', metafile: true, write: false, legalComments: 'none' });
const rows = {};
for (const output of Object.values(metafile.outputs))
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    const name = folders.length ? folders.some((folder) => file.startsWith(folder)) && file : file.split('/').slice(0, 3).join('/');
    if (name) rows[name] = (rows[name] ?? 0) + bytesInOutput;
  }
console.table(Object.fromEntries(Object.entries(rows).sort(([, a], [, b]) => b - a)));
console.log(`${entry}: ${Object.values(rows).reduce((a, b) => a + b, 0)} bytes shown; all of it ${outputFiles[0].contents.length} bytes, gzip -9 ${pack(outputFiles[0].contents).length}`);
