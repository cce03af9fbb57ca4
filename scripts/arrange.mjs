// Looks for an order of the worker's modules, and then of its functions, that compresses better than the one there is, and writes it down.
// `node scripts/arrange.mjs [seconds]`
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { arranged, orderFile } from './arranged.mjs';
import { apart, insideWorker, optimise, shorten } from './compact.mjs';
import { moveFunctions, readStatements, statementsFile, statementsOf } from './functions-apart.mjs';
import { plainModules } from './plain-modules.mjs';

const entry = 'src/worker/entry.ts';
const options = { entryPoints: [entry], bundle: true, minifySyntax: true, minifyWhitespace: true, target: 'es2022', define: { __BUILD__: '"0.0.0"' }, format: 'esm', legalComments: 'none', metafile: true, write: false };
const gzip = (text) => gzipSync(text, { level: 9 }).length;
const optimised = (text) => optimise(text, { enclose: true, unsafe: true });
const seconds = Number(process.argv[2] ?? 300);

/** The bundle of that order, where each module is in there, and what each imports. */
async function bundle(order) {
  const { metafile, outputFiles: [{ text }] } = await build({ ...options, mangleProps: insideWorker, plugins: [arranged(order), apart, plainModules] });
  const [{ inputs }] = Object.values(metafile.outputs);
  const imports = Object.fromEntries(Object.entries(metafile.inputs).map(([file, { imports }]) => [file, imports.map(({ path }) => path).filter((path) => path in inputs)]));
  return { text, inputs: Object.entries(inputs), imports };
}

const sizeOf = async (modules, statements) => gzip(await shorten(moveFunctions(await optimised((await bundle(modules)).text), statements)));

/** What becomes of each part of a text: a call that no minifier leaves out stands at the end of each. */
async function partsOf(names, texts, minify) {
  const code = await minify(texts.map((text, index) => `${text};endOf(${index});\n`));
  const parts = new Map();
  let at = 0;
  for (const { index, 0: mark, 1: name } of code.matchAll(/endOf\((\d+)\)[;,]?/g)) {
    parts.set(names[name], Buffer.from(code.slice(at, index)));
    at = index + mark.length;
  }
  return parts;
}

/** As a bundler orders modules: each behind what it imports. */
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

/** Some of them, mostly one, somewhere else. */
function shuffled(order, movable, most) {
  const next = [...order];
  const at = Math.floor(Math.random() * next.length);
  if (!movable(next[at])) return next;
  const cut = next.splice(at, Math.random() < 0.6 ? 1 : 1 + Math.floor(Math.random() * most));
  next.splice(Math.floor(Math.random() * (next.length + 1)), 0, ...cut);
  return next;
}

/** Simulated annealing: steps back are taken while it is warm. By the parts alone, which is a hundred times as fast as a build. */
function anneal(order, measure, shuffle, seconds) {
  const began = Date.now();
  let current = { order, size: measure(order) };
  let best = current;
  for (let spent = 0; spent < 1; spent = (Date.now() - began) / (seconds * 1000)) {
    const order = shuffle(current.order);
    const size = measure(order);
    if (size - current.size < -Math.log(Math.random()) * 4 * Math.max(0, 1 - spent / 0.9)) current = { order, size };
    if (current.size < best.size) best = current;
  }
  return best.order;
}

const known = { modules: JSON.parse(readFileSync(orderFile, 'utf8')), statements: readStatements() };
const before = await sizeOf(known.modules, known.statements);
console.log(`${before} as it was`);

const { text, inputs, imports } = await bundle(known.modules);
const bytes = Buffer.from(text);
let at = 0;
const texts = inputs.map(([, { bytesInOutput }]) => bytes.subarray(at, (at += bytesInOutput)));
const files = await partsOf(inputs.map(([file]) => file), texts, async (marked) => shorten(await optimised(marked.join(''))));
const others = anneal(
  [...files.keys()].filter((file) => file.startsWith('src/') && file !== entry),
  (order) => gzip(Buffer.concat(settle(order, imports).map((file) => files.get(file)))),
  (order) => shuffled(order, () => true, 8),
  seconds * 0.4,
);

/** With the functions of modules in that order elsewhere. */
async function withFunctions(modules, statements) {
  const whole = statementsOf(moveFunctions(await optimised((await bundle(modules)).text), statements));
  const names = whole.statements.map(({ name }, index) => name ?? `unnamed ${index}`);
  const hoisted = new Set(whole.statements.filter((statement) => statement.hoisted).map(({ name }) => name));
  const codes = await partsOf(names, whole.statements.map(({ code }) => code), (marked) => shorten(whole.head + marked.join('') + whole.tail));
  const moved = anneal(
    names,
    (order) => gzip(Buffer.concat(order.map((name) => codes.get(name)))),
    (order) => shuffled(order, (name) => hoisted.has(name), 1),
    seconds * 0.3,
  );
  return { modules, statements: moved, size: await sizeOf(modules, moved) };
}

const found = [await withFunctions(known.modules, known.statements), await withFunctions(others, [])];
console.log(`${found[0].size} with functions elsewhere, ${found[1].size} with modules in another order as well`);
const [best] = found.sort((a, b) => a.size - b.size);
if (best.size < before) {
  writeFileSync(orderFile, `${JSON.stringify(best.modules, null, 2)}\n`);
  writeFileSync(statementsFile, `${JSON.stringify(best.statements, null, 1)}\n`);
}
