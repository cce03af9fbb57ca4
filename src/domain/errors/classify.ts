import type { ErrorCategory, Severity } from '../../contract/severity.ts';
import { errorCategories, severities } from '../../contract/severity.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import { faultOf } from './fault-of.ts';

export interface Classification {
  readonly category: ErrorCategory;
  readonly severity: Severity;
}

/**
 * Each looks at `mechanism status Name: message`; the first that matches decides. The severity is that of an error that nobody caught, HIGH unless
 * another one stands here.
 */
const rules: readonly (readonly [category: ErrorCategory, pattern: RegExp, severity?: Severity])[] = [
  ['security', /integrity(?:-v|'? attr)|failed integrity|\b(?:xss|csrf|cross-site)\b/i, 'CRITICAL'],
  ['security', /^csp |content security policy|Security\w*Error: /i],
  ['network', /^resource | AbortError: /, 'MEDIUM'],
  [
    'authentication',
    /^\w+ (?:401|403) |(?:auth|token|session|permission|NotAllowed)\w*Error: |\b(?:unauthori[sz]ed|forbidden|(?:access|permission) denied|invalid (?:token|credentials)|(?:token|session) .*expired)/i,
  ],
  ['validation', /^\w+ (?:400|422) |validation|ZodError: |is required\b|\binvalid (?:input|email|date|form)\b/i, 'MEDIUM'],
  ['performance', /out of memory|\ballocation\b| Quota|performance\w*Error: |\bslow /i],
  [
    'network',
    /^\w+ [45]\d\d |^api |(?:fetch|http|api|request)\w*Error: |to fetch|network|internet|load failed|timed? ?out|\b(?:API error|HTTP|status)\D{0,9}[45]\d\d\b|chunk \S+ failed|dynamically imported|importing a module/i,
  ],
  [
    'business_logic',
    /(?:business|booking|payment|appointment|slot|\border)\w*(?:Error: | .*\b(?:failed|declined|taken|already|unavailable)\b)/i,
  ],
  ['javascript', /^reporting /, 'LOW'],
];

/** By the first letters, so that the levels of loggers (fatal, error, warn, debug) and severities are taken alike, in any spelling. */
const severityOf = (said: unknown): Severity | undefined => severities['CFHEMWLLID'.indexOf(String(said).toUpperCase()[0]!) >> 1];

/**
 * What an error is about and how bad it is. What the page says itself wins over the table. What the page caught and reported is one step
 * milder than what nobody caught, except where security is at stake.
 */
export function classify({ error, mechanism, handled, context, ...said }: Pick<ErrorSignal, 'error' | 'mechanism' | 'handled' | 'category' | 'severity' | 'context'>): Classification {
  const { status, statusCode = status }: Readonly<Record<string, unknown>> = { ...error.props, ...context };
  const line = `${mechanism} ${String(statusCode)} ${error.name}: ${error.message.slice(0, 1_000)}`;
  const [byRule, , level = 'HIGH'] = rules.find(([, pattern]) => pattern.test(line)) ?? [faultOf(error.name, error.message, true).kind === 'fetch' ? 'network' : ('javascript' as const)];
  const milder = handled && byRule !== 'security' ? 1 : 0;
  return {
    // Names that the page made up say nothing here.
    category: errorCategories.find((one) => one === said.category) ?? byRule,
    severity: severityOf(said.severity) ?? severities[severities.indexOf(level) + milder] ?? level,
  };
}
