import type { OpsOptions } from '../../contract/config.ts';
import type { LogSignal } from '../../contract/signal.ts';

/** Levels, and those of `OpsOptions`, by their first letters, most severe first. */
const levels = 'EWIDT';

/** Whether an entry is as severe as its component, or the page, is to be heard from. */
export function passes({ level, context }: Pick<LogSignal, 'level' | 'context'>, { log = {}, environment }: OpsOptions, debug: boolean): boolean {
  const least = debug ? 'T' : (log.levels?.[context!['component'] as string] ?? log.level ?? (environment === 'development' ? 'T' : 'I'));
  return levels.indexOf(level[0]!) <= levels.indexOf(least[0]!);
}
