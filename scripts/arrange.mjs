// Looks for an order of the worker's modules that compresses better than that in module-order.json, and writes it there. `node scripts/arrange.mjs [seconds]`
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { arranged, orderFile } from './arranged.mjs';
import { apart, insideWorker, minifyAgain } from './compact.mjs';
import { plainModules } from './plain-modules.mjs';

const entry = 'src/worker/entry.ts';
const options = { entryPoints: [entry], bundle: true, minify: true, target: 'es2022', define: { __BUILD__: '"0.0.0"' }, format: 'esm', legalComments: 'none', metafile: true, write: false };
const gzip = (text) => gzipSync(text, { level: 9 }).length;

/** The bundle of that order: its size as it is shipped, its text before it is minified again, where each module is in there, and what each imports. */
async function bundle(order) {
  const { metafile, outputFiles: [{ text }] } = await build({ ...options, mangleProps: insideWorker, plugins: [arranged(order), apart, plainModules] });
  const [{ inputs }] = Object.values(metafile.outputs);
  const imports = Object.fromEntries(Object.entries(metafile.inputs).map(([file, { imports }]) => [file, imports.map(({ path }) => path).filter((path) => path in inputs)]));
  return { size: gzip(await minifyAgain(text, { enclose: true, unsafe: true })), text, inputs: Object.entries(inputs), imports };
}

/** What the second minifier makes of each module: a call that it cannot leave out stands at the end of each. */
async function partsOf({ text, inputs }) {
  const bytes = Buffer.from(text);
  let at = 0;
  let marked = '';
  for (const [index, [, { bytesInOutput }]] of inputs.entries()) marked += `${bytes.subarray(at, (at += bytesInOutput))};endOf(${index});`;
  const code = await minifyAgain(marked + bytes.subarray(at), { enclose: true, unsafe: true });
  const parts = {};
  at = 0;
  for (const { index, 0: mark, 1: module } of code.matchAll(/endOf\((\d+)\)[;,]?/g)) {
    parts[inputs[module][0]] = Buffer.from(code.slice(at, index));
    at = index + mark.length;
  }
  return parts;
}

/** As a bundler orders them: each behind what it imports. */
function settle(order, imports) {
  const settled = new Set();
  const place = (file) => {
    if (settled.has(file)) return;
    for (const other of imports[file]) place(other);
    settled.add(file);
  };
  for (const file of [...order, entry]) place(file);
  return [...settled];
}

/** A run of modules, mostly one, somewhere else. */
function shuffled(order) {
  const next = [...order];
  const cut = next.splice(Math.floor(Math.random() * next.length), Math.random() < 0.6 ? 1 : 1 + Math.floor(Math.random() * 8));
  next.splice(Math.floor(Math.random() * (next.length + 1)), 0, ...cut);
  return next;
}

const seconds = Number(process.argv[2] ?? 300);
const before = JSON.parse(readFileSync(orderFile, 'utf8'));
const start = await bundle(before);
const parts = await partsOf(start);
let order = Object.keys(parts).filter((file) => file.startsWith('src/') && file !== entry);

// By the parts alone first, a hundred times as fast as a build: steps back are taken while it is warm.
const sizeOf = (order) => gzip(Buffer.concat(settle(order, start.imports).map((file) => parts[file])));
let current = { order, size: sizeOf(order) };
let best = current;
const began = Date.now();
for (let spent = 0; spent < 0.5; spent = (Date.now() - began) / (seconds * 1000)) {
  const next = shuffled(current.order);
  const size = sizeOf(next);
  if (size - current.size < -Math.log(Math.random()) * 8 * Math.max(0, 1 - spent / 0.45)) current = { order: next, size };
  if (current.size < best.size) best = current;
}
let { size } = await bundle(best.order);
console.log(`${start.size} as it was; ${size} by the parts`);
if (size < start.size) order = best.order;
else size = start.size;

// Then by what is shipped.
while (Date.now() - began < seconds * 1000) {
  const next = shuffled(order);
  const { size: tried } = await bundle(next);
  if (tried <= size) {
    order = next;
    size = tried;
  }
}
console.log(`${size} by the bundle`);
if (size < start.size) writeFileSync(orderFile, `${JSON.stringify(order, null, 2)}\n`);
