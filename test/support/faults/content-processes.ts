import { readFileSync } from 'node:fs';
import { processes } from '../processes.ts';

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has just ended
  }
};

/** Ids of the processes in which a Firefox shows pages: no protocol of its own ends them. They are children of one that forks them. */
export function contentProcesses(browser: number): readonly number[] {
  const parents = new Map(processes().map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => pid === browser || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => isOurs(pid) && /[\0 ]-contentproc[\0 ].*[\0 ]tab\0*$/s.test(commandOf(pid)));
}
