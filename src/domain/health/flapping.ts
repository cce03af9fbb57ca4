import type { HealthStatus } from '../../contract/health.ts';

/** Results in which changes are looked for. */
const looked = 20;

/**
 * Whether a check goes up and down too often to be believed, as Icinga 2 has it (`checkable-flapping.cpp`): the share of the last 20 results that
 * differ from the one before, from the oldest to the newest weighed by 0.8 to 1.18. It begins above 30 % and ends at 25 %.
 */
export function isFlapping(statuses: readonly HealthStatus[], was: boolean): boolean {
  const share = statuses.slice(-looked).reduce((sum, status, index, { length }) => {
    const before = statuses.at(index - length - 1);
    return before && before !== status ? sum + 0.8 + 0.02 * (index + looked - length) : sum;
  }, 0);
  return share / looked > (was ? 0.25 : 0.3);
}
