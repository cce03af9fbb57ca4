import type { AlertCondition, ConditionAggregate, ConditionMetric } from '../../../contract/alert.ts';

const metrics: readonly ConditionMetric[] = ['errors', 'logs', 'api', 'vitals', 'metrics', 'business', 'health'];
const aggregates: readonly ConditionAggregate[] = ['count', 'rate', 'ratio', 'burn_rate', 'distinct', 'avg', 'min', 'max', 'sum', 'p50', 'p75', 'p95', 'p99'];
const comparisons = ['>', '>=', '<', '<='];
/** Metrics whose records have a number of their own. */
const measured: ReadonlySet<ConditionMetric> = new Set(['api', 'vitals', 'metrics']);
const ofNumbers = /^(avg|min|max|sum|p\d\d)$/;
const mostMembers = 10;
const mostValues = 20;
const longestText = 200;
const longestFor = 1_440;

const member = /^[a-z]\w{0,40}(\.[\w-]{1,60})?$/i;
const isPlain = (value: unknown): boolean => (typeof value === 'string' && value.length <= longestText) || (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean';

function wrong(path: string, expected: string, got: unknown): string {
  return `condition.${path}: expected ${expected}, got ${String(JSON.stringify(got)).slice(0, 100)}`;
}

function findFilterFault(path: string, filter: unknown): string {
  if (filter === undefined) return '';
  const members = filter && typeof filter === 'object' && !Array.isArray(filter) ? Object.entries(filter) : [];
  if (!members.length || members.length > mostMembers) return wrong(path, `an object of 1 to ${mostMembers} members`, filter);
  for (const [name, value] of members) {
    if (!member.test(name)) return wrong(`${path}.${name}`, 'a member as "status" or "context.plan"', name);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.length || values.length > mostValues || !values.every(isPlain)) return wrong(`${path}.${name}`, `a text, a number, a boolean, or a list of up to ${mostValues} of them`, value);
  }
  return '';
}

function findNumberFault(path: string, expected: string, value: unknown, isRight: (value: number) => boolean): string {
  return value === undefined || (typeof value === 'number' && isRight(value)) ? '' : wrong(path, expected, value);
}

const rules: { readonly [M in keyof AlertCondition]-?: (condition: AlertCondition) => string } = {
  metric: ({ metric }) => (metrics.includes(metric) ? '' : wrong('metric', `one of ${metrics.join(', ')}`, metric)),
  aggregate: ({ aggregate }) => (aggregates.includes(aggregate) ? '' : wrong('aggregate', `one of ${aggregates.join(', ')}`, aggregate)),
  filter: ({ aggregate, filter }) =>
    filter === undefined && /^(ratio|burn_rate)$/.test(aggregate) ? wrong('filter', `what to take the ${aggregate} of`, filter) : findFilterFault('filter', filter),
  of: ({ of }) => findFilterFault('of', of),
  field: ({ metric, aggregate, field }) => {
    if (field === undefined) return ofNumbers.test(aggregate) && !measured.has(metric) ? wrong('field', `the number to take the ${aggregate} of, as "context.amount"`, field) : '';
    return typeof field === 'string' && member.test(field) ? '' : wrong('field', 'a member as "duration" or "context.amount"', field);
  },
  compare: ({ compare }) => (compare === undefined || comparisons.includes(compare) ? '' : wrong('compare', `one of ${comparisons.join(' ')}`, compare)),
  for: (condition) => findNumberFault('for', `minutes from 0 to ${longestFor}`, condition.for, (value) => value >= 0 && value <= longestFor),
  clear: ({ clear }) => findNumberFault('clear', 'a number', clear, Number.isFinite),
  objective: ({ aggregate, objective }) =>
    aggregate === 'burn_rate' && objective === undefined ? wrong('objective', 'a share as 0.99', objective) : findNumberFault('objective', 'a share from 0.5, below 1', objective, (value) => value >= 0.5 && value < 1),
};

/** The first thing that is wrong with a condition, with its path: `condition.aggregate: expected one of count, …, got "mean"`; or `''`. */
export function findConditionFault(condition: AlertCondition): string {
  const unknown = Object.keys(condition).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) return wrong(unknown, `one of ${Object.keys(rules).join(', ')}`, 'an unknown member');
  for (const rule of Object.values(rules)) {
    const fault = rule(condition);
    if (fault) return fault;
  }
  return '';
}
