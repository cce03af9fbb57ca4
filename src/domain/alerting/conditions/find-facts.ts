import type { ConditionMetric } from '../../../contract/alert.ts';
import type { ErrorRecord } from '../../../contract/error-record.ts';
import type { LogEntry } from '../../../contract/log-entry.ts';
import type { MetricRecord } from '../../../contract/performance.ts';

/** Anything that a condition looks at: a record, with its members by name. */
export type Fact = Readonly<Record<string, unknown>>;

/** What came in together. */
export interface Seen {
  /** API calls are metrics, too. */
  readonly metrics: readonly MetricRecord[];
  readonly errors: readonly ErrorRecord[];
  readonly logs: readonly LogEntry[];
}

/** ms; what arrives later, from a closed page or after sleep, says nothing about now. */
const late = 120_000;

const isBusiness = ({ type }: LogEntry): boolean => type === 'business' || type === 'user_action';

function sourceOf(metric: ConditionMetric, { metrics, errors, logs }: Seen, names: Readonly<Record<string, string>>): readonly (object & { readonly timestamp: number })[] {
  switch (metric) {
    case 'errors':
      return errors;
    case 'logs':
      return logs;
    case 'business':
      return logs.filter(isBusiness).map((entry) => ({ ...entry, name: names[entry.message] ?? entry.message }));
    case 'api':
      return metrics.filter(({ type }) => type === 'api');
    case 'vitals':
      return metrics.filter(({ type }) => type === 'vital');
    case 'metrics':
      return metrics.filter(({ type }) => type !== 'api' && type !== 'vital');
    case 'health':
      return [];
  }
}

/** The records of a metric. `names`: an application's own names of business events, as `config.events` maps them. */
export function findFacts(metric: ConditionMetric, seen: Seen, names: Readonly<Record<string, string>>, now: number): readonly Fact[] {
  return sourceOf(metric, seen, names).filter(({ timestamp }) => now - timestamp < late) as readonly unknown[] as readonly Fact[];
}

const own = (value: unknown, name: string): unknown => (value && typeof value === 'object' && Object.hasOwn(value, name) ? (value as Fact)[name] : undefined);

/** A member of a fact by its name, `context.plan` for one within another; `component` and `service` stand in the context of a log entry. */
export function readField(fact: Fact, field: string): unknown {
  const [first = '', ...rest] = field.split('.');
  const value = own(fact, first);
  if (rest.length) return own(value, rest.join('.'));
  return value === undefined ? own(fact['context'], field) : value;
}
