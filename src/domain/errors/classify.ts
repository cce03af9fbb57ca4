import type { Mechanism } from '../../contract/error-record.ts';
import { errorCategories, severities } from '../../contract/severity.ts';
import type { ErrorCategory, Severity } from '../../contract/severity.ts';
import { nameAndMessage } from './fault-of.ts';

export interface ClassifyInput {
  readonly name: string;
  readonly message: string;
  readonly mechanism: Mechanism;
  readonly handled: boolean;
  /** Own properties of the error (`status`, `code` …) and what the page passed along with it. */
  readonly props?: Readonly<Record<string, unknown>> | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /** Said by the page; wins over every rule. */
  readonly category?: ErrorCategory | undefined;
  readonly severity?: Severity | undefined;
}

export interface Classification {
  readonly category: ErrorCategory;
  readonly severity: Severity;
}

interface Rule {
  readonly category: ErrorCategory;
  /** Of an error that nobody caught, and of one that the page caught and reported. */
  readonly unhandled: Severity;
  readonly handled: Severity;
  /** All that are given must hold. */
  readonly mechanism?: readonly Mechanism[];
  readonly name?: RegExp;
  readonly message?: RegExp;
  readonly status?: (status: number) => boolean;
}

/** From the top; the first rule that holds decides. */
const rules: readonly Rule[] = [
  { category: 'security', unhandled: 'CRITICAL', handled: 'CRITICAL', message: /\bsubresource integrity\b|\bintegrity'? (?:attribute|check|hash|metadata|mismatch)|failed integrity/i },
  { category: 'security', unhandled: 'CRITICAL', handled: 'CRITICAL', name: /^integrity-violation$/ },
  { category: 'security', unhandled: 'HIGH', handled: 'HIGH', mechanism: ['csp'] },
  { category: 'security', unhandled: 'HIGH', handled: 'HIGH', message: /content security policy|trusted ?types?\b|mixed content/i },
  { category: 'security', unhandled: 'CRITICAL', handled: 'CRITICAL', message: /\b(?:xss|csrf|cross-site (?:scripting|request forgery)|clickjacking|sql injection)\b/i },
  { category: 'security', unhandled: 'HIGH', handled: 'HIGH', name: /^SecurityError$|^(?:Csrf|Xss|Tamper)\w*(?:Error|Exception)$/i },
  { category: 'authentication', unhandled: 'HIGH', handled: 'MEDIUM', status: (status) => status === 401 || status === 403 || status === 419 },
  { category: 'validation', unhandled: 'MEDIUM', handled: 'LOW', status: (status) => status === 400 || status === 422 },
  { category: 'network', unhandled: 'HIGH', handled: 'MEDIUM', status: (status) => status >= 400 },
  { category: 'authentication', unhandled: 'HIGH', handled: 'MEDIUM', name: /auth|unauthori[sz]ed|forbidden|(?:token|session|permission)\w*error|^NotAllowedError$/i },
  { category: 'authentication', unhandled: 'HIGH', handled: 'MEDIUM', message: /\b(?:unauthori[sz]ed|unauthenticated|forbidden|log ?in failed|(?:access|permission) denied|not logged in|invalid (?:token|credentials|session)|(?:token|session|jwt)(?: has)? expired)\b/i },
  { category: 'network', unhandled: 'HIGH', handled: 'HIGH', name: /^ChunkLoadError$/ },
  { category: 'network', unhandled: 'HIGH', handled: 'HIGH', message: /loading (?:css )?chunk \S+ failed|dynamically imported module|importing a module script failed/i },
  { category: 'network', unhandled: 'MEDIUM', handled: 'LOW', name: /^AbortError$/ },
  { category: 'network', unhandled: 'MEDIUM', handled: 'MEDIUM', mechanism: ['resource'] },
  { category: 'network', unhandled: 'HIGH', handled: 'MEDIUM', mechanism: ['api'] },
  { category: 'network', unhandled: 'HIGH', handled: 'MEDIUM', name: /network|timeout|^(?:Axios|Fetch|Http|Api|Request|Response|WebSocket)\w*Error$/i },
  {
    category: 'network',
    unhandled: 'HIGH',
    handled: 'MEDIUM',
    message:
      /failed to fetch|networkerror|network (?:error|request failed|connection was lost)|^load failed|internet connection|\btimed? ?out\b|\btimeout\b|\bERR_(?:NETWORK|CONNECTION|INTERNET|NAME)|\bECONN|api error|\bHTTP (?:error )?[45]\d\d\b|status(?: code)?:? [45]\d\d\b/i,
  },
  { category: 'performance', unhandled: 'HIGH', handled: 'HIGH', message: /out of memory|allocation (?:failed|size overflow)|memory (?:limit|exhausted)|invalid array buffer length/i },
  { category: 'performance', unhandled: 'MEDIUM', handled: 'LOW', name: /^QuotaExceededError$|performance/i },
  { category: 'performance', unhandled: 'MEDIUM', handled: 'LOW', message: /long task|slow (?:operation|response|query|request)|performance budget|quota (?:has been )?exceeded/i },
  { category: 'validation', unhandled: 'MEDIUM', handled: 'LOW', name: /validation|^(?:Zod|Yup|Ajv|Schema|Invalid)\w*Error$/i },
  { category: 'validation', unhandled: 'MEDIUM', handled: 'LOW', message: /\bvalidation\b|\bis required\b|\bmust be (?:a|an|at least|at most|between)\b .*(?:field|value|characters|number|date)|\binvalid (?:input|e-?mail|date of birth|phone|form|field)\b/i },
  { category: 'business_logic', unhandled: 'HIGH', handled: 'MEDIUM', name: /business|domain|(?:booking|payment|appointment|order|checkout|invoice|schedul\w*)\w*(?:error|exception)$/i },
  { category: 'business_logic', unhandled: 'HIGH', handled: 'MEDIUM', message: /\bbusiness rule\b|\b(?:payment|booking|appointment|slot|refund|invoice)\b.*\b(?:failed|declined|conflict|unavailable|already|not available|double)\b/i },
  { category: 'javascript', unhandled: 'LOW', handled: 'LOW', mechanism: ['reporting'] },
  { category: 'javascript', unhandled: 'HIGH', handled: 'MEDIUM' },
];

/** What a page may call a level, in `captureMessage(message, level)` and in its contexts. */
const levels: Readonly<Record<string, Severity>> = {
  CRITICAL: 'CRITICAL',
  FATAL: 'CRITICAL',
  HIGH: 'HIGH',
  ERROR: 'HIGH',
  MEDIUM: 'MEDIUM',
  WARNING: 'MEDIUM',
  WARN: 'MEDIUM',
  LOW: 'LOW',
  INFO: 'INFO',
  LOG: 'INFO',
  DEBUG: 'INFO',
  TRACE: 'INFO',
};

/** What an error is about and how bad it is. What the page says itself, in the call or in its context, wins over the table. */
export function classify(input: ClassifyInput): Classification {
  const { context = {}, props = {}, mechanism, handled } = input;
  const { name, message } = nameAndMessage(input.name, input.message.slice(0, 1_000));
  const status = statusOf(context) ?? statusOf(props);
  const rule = rules.find(
    (one) =>
      (one.mechanism?.includes(mechanism) ?? true) &&
      (one.name?.test(name) ?? true) &&
      (one.message?.test(message) ?? true) &&
      (one.status === undefined || (status !== undefined && one.status(status))),
  );
  const category = input.category ?? categoryOf(context.category) ?? rule?.category ?? 'javascript';
  const level = severityOf(context.severity) ?? severityOf(context.level);
  const byRule = (handled ? rule?.handled : rule?.unhandled) ?? 'HIGH';
  // A message is as bad as its level says, and no rule knows better.
  const severity = input.severity ?? level ?? (mechanism === 'message' ? 'INFO' : byRule);
  return { category, severity };
}

const categoryOf = (value: unknown): ErrorCategory | undefined => errorCategories.find((category) => category === value);

const severityOf = (value: unknown): Severity | undefined =>
  typeof value === 'string' ? (severities.find((severity) => severity === value) ?? (Object.hasOwn(levels, value.toUpperCase()) ? levels[value.toUpperCase()] : undefined)) : undefined;

function statusOf(from: Readonly<Record<string, unknown>>): number | undefined {
  const status = from.status ?? from.statusCode;
  const value = typeof status === 'string' ? Number(status) : status;
  return typeof value === 'number' && value >= 100 && value < 600 ? value : undefined;
}
