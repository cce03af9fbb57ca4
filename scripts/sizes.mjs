// Compares what is shipped with its budget (gzip -9; 1 kB is 1,000 bytes). Exits with 1 when something is over.
import { readFileSync, readdirSync } from 'node:fs';
import { pack } from './pack.mjs';

const dist = new URL('../dist/', import.meta.url);
const size = (file) => pack(readFileSync(new URL(file, dist))).length;

/** A module and all that it imports statically; what it imports on demand is not counted. */
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(new URL(file, dist), 'utf8');
  for (const [, path] of text.matchAll(/(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["']\.\/([\w.-]+)["']/g)) closure(`elements/${path}`, seen);
  return seen;
}

const elements = new Set(['ops-health', 'ops-alerts', 'ops-errors'].flatMap((name) => [...closure(`elements/${name}.js`)]));
const chart = readdirSync(new URL('elements/', dist)).filter((file) => file.startsWith('chart'));

const rows = [
  { what: 'prescripto-ops.js', files: ['prescripto-ops.js'], limit: 10_000 },
  { what: 'prescripto-ops.insights.js', files: ['prescripto-ops.insights.js'], limit: 3_000 },
  { what: 'prescripto-ops.worker.js', files: ['prescripto-ops.worker.js'], limit: 40_000 },
  { what: 'elements: health + alerts + errors', files: [...elements], limit: 25_000 },
  ...(chart.length ? [{ what: 'charts', files: chart.map((file) => `elements/${file}`), limit: 63_000 }] : []),
].map(({ what, files, limit }) => ({ what, bytes: files.reduce((sum, file) => sum + size(file), 0), limit }));

console.table(rows.map((row) => ({ what: row.what, 'gzip -9, bytes': row.bytes, budget: row.limit, verdict: row.bytes <= row.limit ? 'ok' : 'OVER' })));
const over = rows.filter((row) => row.bytes > row.limit);
for (const row of over) console.error(`${row.what}: expected at most ${row.limit} bytes, got ${row.bytes}`);
process.exitCode = over.length ? 1 : 0;
