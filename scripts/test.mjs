// npm test: everything, alone, in a clean clone; ends with one line `N passed, N failed`.
// `npm test -- unit browser:firefox` runs only the parts that are named.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { findAlertmanager } from './find-alertmanager.mjs';
import { findBrowsers } from './find-browsers.mjs';
import { node, root, setUp } from './set-up.mjs';

setUp();
const results = `${root}node_modules/.cache/test-results`;
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const bin = (name) => `${root}node_modules/.bin/${name}`;
const env = { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH']}` };
const call = (command, args, more) => spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...env, ...more } }).status === 0;

/** A step that is right or wrong as a whole. */
const whole = (command, args) => () => (call(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const tapOf = (name) => `${results}/${name}.tap`;
const nodeArguments = (name, globs, flags) => ['--test', '--disable-warning=ExperimentalWarning', ...flags, '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tapOf(name)}`, ...globs];

/** What tests said that failed, and which: a summary at the end is read first, and at times alone. */
const failures = new Map();
const noteFailures = (name, tap) => {
  for (const [, , test, details] of tap.matchAll(/^( *)not ok \d+ - (.*)\n\1  ---\n([^]*?)\n\1  \.\.\.$/gm))
    if (!/failureType: 'subtestsFailed'/.test(details)) {
      const said = (/^ *error: [^]*?(?=\n *(?:code|name|stack): |$(?![^]))/m.exec(details)?.[0] ?? details).split('\n').slice(0, 20).join('\n');
      failures.set(said, [...(failures.get(said) ?? []), `${name}: ${test}`]);
    }
};

/** What node's own test runner reported. */
const counted = (name, ok) => {
  const tap = tapOf(name);
  const text = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
  const count = (what) => Number(text.match(new RegExp(`^# ${what} (\\d+)$`, 'm'))?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  noteFailures(name, text);
  const left = count('skipped') + count('todo');
  if (left) console.error(`${name}: ${left} tests did not run`);
  const passed = count('pass');
  return { passed, failed: failed || left || (ok && passed ? 0 : 1) };
};

/** Node's own test runner, counted by what it reports. */
const nodeTests = (name, globs, flags = []) => () => counted(name, call(node, nodeArguments(name, globs, flags)));

/** The same beside others: what it prints comes when it has ended. */
const nodeTestsBeside = (name, globs, flags) =>
  new Promise((done) => {
    const child = spawn(node, nodeArguments(name, globs, flags), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => printed.push(part));
    // Not `close`: a browser that lives on may hold the pipe open.
    child.once('exit', (code) => {
      setTimeout(() => {
        process.stdout.write(Buffer.concat(printed));
        done(counted(name, code === 0));
      }, 500);
    });
  });

/**
 * Browsers under automation now and then hang for reasons of their own: a file that failed is run once more, and the summary says how many tests needed it.
 * What fails twice has failed.
 */
const onceMore = (first, what, run) => {
  if (!first.failed) return { ...first, again: 0 };
  console.error(`\n${what}: ${first.failed} failed; once more`);
  const second = run();
  return { ...second, again: second.failed ? 0 : first.failed };
};

/** End-to-end tests that keep a machine busy by themselves, or look at how soon something is seen. */
const alone = /^(faults\/|accessibility|admin-page|attribution|load|soak|vitals)/;

/** End-to-end tests: those that mostly wait two files at a time, the others one after another. */
const fileByFile = (name, folder, flags) => async () => {
  const files = readdirSync(`${root}${folder}`, { recursive: true }).map(String).filter((path) => path.endsWith('.test.ts')).sort();
  const of = (path) => [`${name}-${path.replaceAll('/', '-')}`, [`${folder}/${path}`], flags];
  const first = new Map();
  const waiting = files.filter((path) => !alone.test(path));
  const lane = async () => {
    for (let path = waiting.shift(); path; path = waiting.shift()) first.set(path, await nodeTestsBeside(...of(path)));
  };
  await Promise.all([lane(), lane()]);
  const total = { passed: 0, failed: 0, again: 0 };
  for (const path of files) {
    const run = nodeTests(...of(path));
    const count = onceMore(first.get(path) ?? run(), path, run);
    for (const key of Object.keys(total)) total[key] += count[key];
  }
  return total;
};

/** @web/test-runner, counted by the summary that its configuration writes. An engine a run: one that crashes takes no other's count with it. */
const browserTests = (engine) => () => {
  const run = (files = []) => {
    const file = `${results}/browser-${engine}.json`;
    rmSync(file, { force: true });
    const ok = call(bin('wtr'), ['--config', 'web-test-runner.config.mjs', ...files.flatMap((path) => ['--files', path])], { ENGINES: engine });
    const { passed, failed, files: bad } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, files: [] };
    return { passed, failed: failed || (ok && passed ? 0 : 1), files: bad };
  };
  const first = run();
  const { passed, failed, again } = onceMore(first, first.files.join(', '), () => run(first.files));
  return again ? { passed: first.passed + first.failed, failed: 0, again } : { passed: failed ? first.passed : passed, failed: failed && first.failed, again };
};

const parts = {
  types: whole(bin('tsc'), ['-b']),
  lint: whole(bin('oxlint'), ['--deny-warnings']),
  build: whole(node, ['esbuild.config.mjs']),
  sizes: whole(node, ['scripts/sizes.mjs']),
  unit: nodeTests('unit', ['test/contract/**/*.test.ts', 'test/components/**/*.test.ts', 'test/domain/**/*.test.ts', 'test/services/**/*.test.ts', 'test/runtime/**/*.test.ts', 'test/demo/**/*.test.ts', 'test/docs/**/*.test.ts']),
  ...Object.fromEntries(['chromium', 'firefox', 'webkit'].map((engine) => [`browser:${engine}`, browserTests(engine)])),
  e2e: fileByFile('e2e', 'test/e2e', ['--test-timeout=900000']),
};

const asked = process.argv.slice(2);
/** `browser` means all that begin so. */
const wanted = (name) => !asked.length || asked.some((part) => part === name || part === name.split(':')[0]);
for (const part of asked) if (!Object.keys(parts).some((name) => part === name || part === name.split(':')[0])) throw new Error(`npm test: expected parts out of browser, ${Object.keys(parts).join(', ')}, got "${part}"`);
if (wanted('e2e') || Object.keys(parts).some((name) => name.startsWith('browser') && wanted(name))) findBrowsers();
if (wanted('unit')) findAlertmanager();

const total = { passed: 0, failed: 0 };
const summary = [];
for (const [name, part] of Object.entries(parts)) {
  if (!wanted(name)) continue;
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { passed, failed, again = 0 } = await part();
  summary.push({ part: name, passed, failed, again, seconds: Math.round((Date.now() - started) / 1000) });
  total.passed += passed;
  total.failed += failed;
}
if (failures.size) console.log(`\nFailed, the first or the second time:\n${[...failures].map(([said, tests]) => `${tests.join('\n')}\n${said}`).join('\n')}\n`);
console.table(summary);
process.exitCode = total.failed ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);
