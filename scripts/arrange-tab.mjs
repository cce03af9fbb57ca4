// Looks for an order of the script tag's functions that compresses better than the one there is, and writes it down: near repeats cost fewer bits than far
// ones. `node scripts/arrange-tab.mjs [seconds]`
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { apart, inside, optimise, settledVitals, shorten } from './compact.mjs';
import { moveFunctions, readStatements, statementsOf, tabStatementsFile } from './functions-apart.mjs';
import { pack } from './pack.mjs';

const { outputFiles: [{ text: bundled }] } = await build({
  entryPoints: ['src/tab/script-tag.ts'],
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
  define: { __BUILD__: '"0.0.0"' },
  format: 'esm',
  legalComments: 'none',
  write: false,
  mangleProps: inside,
  plugins: [settledVitals, apart],
});
const text = await optimise(bundled, { enclose: true });
const sizeOf = async (order) => pack(await shorten(moveFunctions(text, order))).length;

const known = readStatements(tabStatementsFile);
const before = await sizeOf(known);
let best = { order: statementsOf(moveFunctions(text, known)).statements.map(({ name }, index) => name ?? `unnamed ${index}`), size: before };
for (const end = Date.now() + Number(process.argv[2] ?? 120) * 1000; Date.now() < end; ) {
  const order = [...best.order];
  const moved = order.splice(Math.floor(Math.random() * order.length), Math.random() < 0.7 ? 1 : 3);
  order.splice(Math.floor(Math.random() * (order.length + 1)), 0, ...moved);
  const size = await sizeOf(order);
  if (size <= best.size) best = { order, size };
}
console.log(`${before} as it was, ${best.size} now`);
if (best.size < before) writeFileSync(tabStatementsFile, `${JSON.stringify(best.order.filter((name) => !name.startsWith('unnamed')), null, 1)}\n`);
