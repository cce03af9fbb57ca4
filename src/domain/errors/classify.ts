import type { ErrorCategory, Severity } from '../../contract/severity.ts';
import { errorCategories, severities } from '../../contract/severity.ts';
import type { ErrorSignal } from '../../contract/signal.ts';

export interface Classification {
  readonly category: ErrorCategory;
  readonly severity: Severity;
}

/** Each looks at `mechanism status Name: message`; the first that matches decides. The severity is that of an error that nobody caught. */
const rules: readonly (readonly [pattern: RegExp, category: ErrorCategory, severity: Severity])[] = [
  [/integrity(?:-violation|'? attribute)|(?:subresource|failed) integrity|\b(?:xss|csrf|cross-site (?:scripting|request)|sql injection)\b/i, 'security', 'CRITICAL'],
  [/^csp |content security policy|trusted ?types?\b|mixed content|(?:Security|Csrf|Xss|Tamper)\w*Error: /i, 'security', 'HIGH'],
  [/^\w+ (?:401|403|419) /, 'authentication', 'HIGH'],
  [/^\w+ (?:400|422) /, 'validation', 'MEDIUM'],
  [/^\w+ [45]\d\d /, 'network', 'HIGH'],
  [
    /(?:auth|token|session|permission|NotAllowed)\w*Error: |\b(?:unauthori[sz]ed|forbidden|(?:access|permission) denied|not logged in|invalid (?:token|credentials|session)|(?:token|session)(?: has)? expired)\b/i,
    'authentication',
    'HIGH',
  ],
  [/^resource | AbortError: /, 'network', 'MEDIUM'],
  [
    /^api |(?:network|timeout|chunkload|axios|fetch|http|api|request)\w*Error: |failed to fetch|network ?error|network (?:request|connection)|: load failed|internet connection|\btimed? ?out\b|\bERR_|\bECONN|api error|\b(?:HTTP|status)(?: code| error)?:? [45]\d\d\b|loading (?:css )?chunk|dynamically imported|importing a module/i,
    'network',
    'HIGH',
  ],
  [/out of memory|allocation (?:failed|size)/i, 'performance', 'HIGH'],
  [/ QuotaExceededError|performance\w*Error: |long task|slow (?:operation|response|query|request)|performance budget/i, 'performance', 'MEDIUM'],
  [/(?:validation|zod|yup)\w*Error: |\bvalidation\b|\bis required\b|\binvalid (?:input|e-?mail|date|phone|form|field)\b/i, 'validation', 'MEDIUM'],
  [
    /(?:business|domain|booking|payment|appointment|order|checkout|invoice|schedul)\w*Error: |\bbusiness rule\b|\b(?:payment|booking|appointment|slot|refund|invoice)\b.*\b(?:failed|declined|conflict|unavailable|already|not available)\b/i,
    'business_logic',
    'HIGH',
  ],
  [/^reporting /, 'javascript', 'LOW'],
  [/^/, 'javascript', 'HIGH'],
];

/**
 * What an error is about and how bad it is. What the page says itself wins over the table. What the page caught and reported is one step
 * milder than what nobody caught, except where security is at stake.
 */
export function classify(signal: Pick<ErrorSignal, 'error' | 'mechanism' | 'handled' | 'category' | 'severity' | 'context'>): Classification {
  const { error, mechanism, handled } = signal;
  const { status, statusCode = status }: Readonly<Record<string, unknown>> = { ...error.props, ...signal.context };
  const line = `${mechanism} ${String(statusCode)} ${error.name}: ${error.message.slice(0, 1_000)}`;
  const [, byRule, level] = rules.find(([pattern]) => pattern.test(line)) ?? [line, 'javascript' as const, 'HIGH' as const];
  // Names that the page made up say nothing here.
  const category = errorCategories.find((one) => one === signal.category) ?? byRule;
  const milder = handled && byRule !== 'security' ? 1 : 0;
  return { category, severity: severities.find((one) => one === signal.severity) ?? severities[severities.indexOf(level) + milder] ?? level };
}
