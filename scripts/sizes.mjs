// Compares what is shipped with its budget (gzip -9; 1 kB is 1,000 bytes). Exits with 1 when something is over.
// `ceiling`: where a budget is not reached yet, the size that must not be passed on the way there. Lower it with every step.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

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
  { what: 'prescripto-ops.worker.js', files: ['prescripto-ops.worker.js'], limit: 40_000, ceiling: 40_800 },
  { what: 'elements: health + alerts + errors', files: [...elements], limit: 25_000 },
  ...(chart.length ? [{ what: 'charts', files: chart.map((file) => `elements/${file}`), limit: 63_000 }] : []),
].map(({ what, files, limit, ceiling = limit }) => ({ what, bytes: files.reduce((sum, file) => sum + size(file), 0), limit, ceiling }));

const verdict = ({ bytes, limit, ceiling }) => (bytes <= limit ? 'ok' : bytes <= ceiling ? `${bytes - limit} over its budget, below the ceiling` : 'OVER');
console.table(rows.map((row) => ({ what: row.what, 'gzip -9, bytes': row.bytes, budget: row.limit, ceiling: row.ceiling, verdict: verdict(row) })));
const over = rows.filter((row) => row.bytes > row.ceiling);
for (const row of over) console.error(`${row.what}: expected at most ${row.ceiling} bytes, got ${row.bytes}`);
process.exitCode = over.length ? 1 : 0;
