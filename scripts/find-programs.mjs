// Finds programs that the tests drive; on a Debian-like machine, as root, installs what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const inPath = (...names) => (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
const present = (paths) => paths.find((path) => existsSync(path));

function look({ variable, places }) {
  const given = process.env[variable];
  if (!given) return present(places());
  if (!existsSync(given)) throw new Error(`${variable}: expected the path of a program, got ${JSON.stringify(given)}, where there is no file`);
  return given;
}

function install(packages) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  console.log(`Installing ${packages.join(' ')} …`);
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  if (apt('update', '-qq')) apt('install', '-qq', '-y', '--no-install-recommends', ...packages);
}

/** The paths of all these programs, each `{what, variable, packages, places}`; one installation for all that are missing. */
export function findPrograms(...wanted) {
  const missing = wanted.filter((one) => !look(one));
  if (missing.length) install([...new Set(missing.flatMap(({ packages }) => packages))]);
  return wanted.map((one) => {
    const path = look(one);
    if (path) return path;
    throw new Error(`No ${one.what} found. Install it (on Debian or Ubuntu: sudo apt-get install ${one.packages.join(' ')}) or name one: ${one.variable}=/path/to/it npm test`);
  });
}
