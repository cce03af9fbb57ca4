// What it costs, measured beside its peers in the same browser in the same run: `npm run bench [-- parts] [--only=us] [--json] [--write]` (docs/benchmarks.md)
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchReport } from './bench-report.ts';
import { launchBenchBrowser } from './bench-browser.ts';
import { buildPages } from './build-pages.ts';
import { startCollector } from './collector.ts';
import { measureElements } from './measure-elements.ts';
import { measureMemory } from './measure-memory.ts';
import { measurePage } from './measure-page.ts';
import { measureReadable } from './measure-readable.ts';
import { measureRollups } from './measure-rollups.ts';
import { measureScrub } from './measure-scrub.ts';
import { measureShare } from './measure-share.ts';
import { measureSizes } from './measure-sizes.ts';
import { measureSketch } from './measure-sketch.ts';
import { measureTab } from './measure-tab.ts';
import { measureWorker } from './measure-worker.ts';
import { markdown, type Out, terminal } from './out.ts';
import { printElements } from './print-elements.ts';
import { printPerformance } from './print-performance.ts';
import { printReport, printTargets } from './print-report.ts';
import { printScrub } from './print-scrub.ts';
import { targetsOf } from './targets.ts';
import { packages, type Vendor, vendors } from './vendors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const parts = ['sizes', 'tab', 'worker', 'readable', 'memory', 'scrub', 'sketch', 'rollups', 'page', 'elements'] as const;
type Part = (typeof parts)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, json: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
});
const oneOf = <T extends string>(what: string, known: readonly T[], given: string): T => {
  if ((known as readonly string[]).includes(given)) return given as T;
  throw new Error(`npm run bench: ${what}: expected one of ${known.join(', ')}, got "${given}"`);
};
const wanted = positionals.map((name) => oneOf('part', parts, name));
const does = (part: Part): boolean => !wanted.length || wanted.includes(part);
const peers: readonly Vendor[] = values.only ? ['empty', ...values.only.split(',').map((name) => oneOf('--only', vendors.slice(1), name))] : vendors;
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`npm run bench: --rounds: expected a whole number from 1, got "${values.rounds}"`);

const scrub = does('scrub') ? await measureScrub(rounds) : undefined;
const sketch = does('sketch') ? measureSketch() : undefined;
// These need no browser.
if (wanted.length && wanted.every((part) => part === 'scrub' || part === 'sketch')) {
  if (values.json) console.log(JSON.stringify({ scrub, sketch }, null, 2));
  else {
    if (scrub) printScrub(terminal, scrub);
    if (sketch) printPerformance(terminal, { sketch });
  }
  process.exit();
}

const distDir = resolve(process.env['OPS_DIST'] ?? `${root}dist`);
if (!existsSync(`${distDir}/prescripto-ops.js`)) throw new Error(`npm run bench: there is no build in ${distDir}: run \`npm run build\` first`);
const versionOf = async (file: string): Promise<string> => (JSON.parse(await readFile(file, 'utf8')) as { readonly version: string }).version;
const say = (text: string): void => {
  if (!values.json) console.log(text);
};

const load = loadavg()[0]!;
const pagesDir = await buildPages();
const collector = await startCollector(distDir, pagesDir);
const browser = await launchBenchBrowser(collector);
try {
  const report: { -readonly [K in keyof BenchReport]: BenchReport[K] } = {
    at: Date.now(),
    machine: { cores: cpus().length, load, browser: browser.version },
    versions: {
      'prescripto-ops': await versionOf(`${root}package.json`),
      ...Object.fromEntries(await Promise.all(Object.values(packages).map(async (name) => [name, await versionOf(`${root}node_modules/${name}/package.json`)] as const))),
    },
  };
  if (does('sizes')) {
    say('sizes …');
    report.sizes = await measureSizes(browser, collector, peers);
  }
  if (does('tab')) {
    say(`tab: ${peers.length} pages, ${rounds} rounds …`);
    report.tab = await measureTab(browser, collector, peers, rounds);
  }
  if (does('worker')) {
    say('worker …');
    report.worker = await measureWorker(browser, collector, rounds);
  }
  if (does('readable')) {
    say('readable …');
    report.readable = await measureReadable(browser, collector, 120);
  }
  if (does('memory')) {
    say('memory …');
    report.memory = await measureMemory(browser, collector, 100_000);
  }
  if (scrub) report.scrub = scrub;
  if (sketch) report.sketch = sketch;
  if (does('rollups')) {
    say('rollups …');
    report.rollups = await measureRollups(browser);
  }
  if (does('page')) {
    say(`page: ${peers.length} pages, ${rounds} rounds …`);
    const watching = peers.filter((vendor) => vendor !== 'sentry');
    report.page = await measurePage(browser, watching, rounds);
    report.share = await measureShare(browser, watching, rounds);
  }
  if (does('elements')) {
    say('elements …');
    report.elements = await measureElements(browser, collector, rounds);
  }
  const targets = targetsOf(report);
  const text = JSON.stringify({ ...report, targets }, null, 2);
  const file = `${root}node_modules/.cache/bench.json`;
  await mkdir(`${root}node_modules/.cache`, { recursive: true });
  await writeFile(file, text);
  const print = (out: Out): void => {
    printReport(out, report);
    printPerformance(out, report);
    if (report.elements) printElements(out, report.elements);
    printTargets(out, targets);
  };
  const page = markdown();
  print(page);
  await writeFile(file.replace('.json', '.md'), page.text.trimStart());
  if (values.write) {
    const doc = `${root}docs/benchmarks.md`;
    await writeFile(doc, (await readFile(doc, 'utf8')).replace(/(<!-- bench -->\n)[^]*(\n<!-- \/bench -->)/, (_, before: string, after: string) => before + page.text + after));
  }
  if (values.json) console.log(text);
  else {
    print(terminal);
    console.log(`All numbers: ${file.slice(root.length)}; these tables in Markdown: ${file.slice(root.length).replace('.json', '.md')}`);
  }
} finally {
  await browser.close();
  await collector.close();
  await rm(pagesDir, { recursive: true, force: true });
}
