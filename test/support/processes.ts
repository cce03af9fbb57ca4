import { readFileSync, readdirSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  /** As the kernel keeps it: its first 15 characters. */
  readonly name: string;
  readonly parent: number;
  readonly group: number;
}

/** All that run on this machine, from /proc: WebKitGTK under a driver runs on Linux only. */
export function processes(): readonly Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const [, comm, rest] = readFileSync(`/proc/${name}/stat`, 'utf8').match(/^\d+ \((.*)\) \S (.*)$/s)!;
      const [parent, group] = rest!.split(' ').map(Number);
      return [{ pid: Number(name), name: comm!, parent: parent!, group: group! }];
    } catch {
      return []; // it ended between the listing and the reading
    }
  });
}
