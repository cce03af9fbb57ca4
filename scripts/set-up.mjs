// Installs what package-lock.json names, unless that is what is installed. Runs on any Node from 20 on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

export const root = new URL('..', import.meta.url).pathname;
/** The Node that the tools want; a dev dependency brings it. */
export const node = `${root}node_modules/.bin/node`;

export function setUp() {
  const lock = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex');
  const mark = `${root}node_modules/.prescripto-set-up`;
  if (existsSync(mark) && existsSync(node) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing dependencies …');
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  run(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(mark, lock);
}

/** Runs a command to its end; throws when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
