/** What is expected, and whether a value is that. */
export type Rule = readonly [expected: string, holds: (value: unknown) => boolean];
export type Rules = Readonly<Record<string, Rule>>;

export function text(longest: number, shortest = 1): Rule {
  return [`a text of ${shortest} to ${longest} characters`, (value) => typeof value === 'string' && value.trim().length >= shortest && value.length <= longest];
}

export function between(least: number, most: number): Rule {
  return [`a number from ${least} to ${most}`, (value) => typeof value === 'number' && value >= least && value <= most];
}

export function oneOf(values: readonly unknown[]): Rule {
  return [values.join(' | '), (value) => values.includes(value)];
}

export function listOf([expected, holds]: Rule): Rule {
  return [`1 to 10 of ${expected}`, (value) => Array.isArray(value) && value.length > 0 && value.length <= 10 && value.every(holds)];
}

/** Everything that is wrong with a record, by member: `"severity": expected CRITICAL | HIGH | MEDIUM | LOW | INFO, got "SEVERE"`; or `''`. */
export function faultsIn(given: Readonly<Record<string, unknown>>, rules: Rules): string {
  const known = Object.keys(rules);
  const unknown: Rule = [`one of ${known.join(', ')}`, () => false];
  return [...new Set([...known, ...Object.keys(given)])]
    .flatMap((name) => {
      const value = given[name];
      const [expected, holds] = known.includes(name) ? (rules[name] ?? unknown) : unknown;
      return holds(value) ? [] : `"${name}": expected ${expected}, got ${String(typeof value === 'number' ? value : JSON.stringify(value)).slice(0, 80)}`;
    })
    .join('; ');
}
