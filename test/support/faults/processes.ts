import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended between the listing and the reading
  }
};

/** Process ids of the pages of a Firefox, from /proc: no protocol ends them. */
export function contentProcesses(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(read(`/proc/${name}/stat`).replace(/^.*\) \S /s, '').split(' ')[0]) === parent)
    .filter((name) => /-contentproc\0.*\0tab\0?$/s.test(read(`/proc/${name}/cmdline`)))
    .map(Number);
}
