import { engineMessages, namedFaults } from './engine-messages.ts';
import { normaliseAddresses, normaliseMessage } from './normalise-message.ts';

/** What went wrong, said the same way for all engines. */
export interface Fault {
  /** What the fault is; with the error's name where that is part of it. */
  readonly kind: string;
  /** The property, variable or function that is named; `null`: the engine does not say, `''`: nothing to name. */
  readonly subject: string | null;
  /** The expression that was null or undefined, where it is more than a minified letter. */
  readonly expression: string | null;
}

/** The error's name and message as the page meant them: `Uncaught (in promise) TypeError: x` of an `error` event is a TypeError. */
export function nameAndMessage(name: string, message: string): { readonly name: string; readonly message: string } {
  const bare = message.replace(/^(?:Uncaught (?:exception: )?(?:\(in promise\):? ?)?|Unhandled (?:promise )?rejection:? )/i, '');
  const typed = /^([A-Z]\w{0,60}(?:Error|Exception)): (.*)$/s.exec(bare);
  const generic = name === '' || name === 'Error' || name === typed?.[1];
  return typed && generic ? { name: typed[1] ?? name, message: typed[2] ?? '' } : { name: name || 'Error', message: bare };
}

/** `addressed`: the fault is about an address, which then stays in its message. */
export function faultOf(rawName: string, rawMessage: string, addressed = false): Fault {
  const { name, message } = nameAndMessage(rawName, rawMessage);
  if (name === 'AbortError' || (namedFaults.has(name) && domMessage.test(message))) return { kind: name, subject: '', expression: null };
  if (name === 'NS_ERROR_DOM_QUOTA_REACHED') return { kind: 'QuotaExceededError', subject: '', expression: null };
  const known = fromEngine.has(name) ? engineFault(message.slice(0, 500).trim()) : undefined;
  if (known) return known;
  return { kind: `${name}: ${addressed ? normaliseAddresses(message) : normaliseMessage(message)}`, subject: '', expression: null };
}

/** How browsers begin what they say of these; an application's own NotFoundError is told by its message. */
const domMessage = /^(?:Failed to |The |An attempt |signal |Fetch is |\w+\.\w+: |play\(\) |Permission |.{1,200}could not be cloned|$)/;

/** An application's own `BookingError` may say "x is not a function" and mean it otherwise. */
const fromEngine: ReadonlySet<string> = new Set(['Error', 'TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'URIError', 'InternalError', 'ChunkLoadError', 'UnhandledRejection']);

function engineFault(message: string): Fault | undefined {
  for (const [fault, ...patterns] of engineMessages)
    for (const pattern of patterns) {
      const found = pattern.exec(message);
      if (found?.groups) return { kind: fault, ...subjectOf(found.groups) };
      if (found) return { kind: fault, subject: fault === 'nullish-access' ? null : '', expression: null };
    }
  return undefined;
}

function subjectOf(groups: Readonly<Record<string, string | undefined>>): Pick<Fault, 'subject' | 'expression'> {
  if (groups.safari !== undefined) {
    // `a.b.c = 1`, `a.b.c(d, e)`: the property that was asked of the missing object is the last one before the value or the arguments.
    const path = withoutCalls(withoutCalls(groups.safari).replace(/\s*[-+*/%&|^?]{0,3}=(?![=>]).*$/s, ''));
    return { subject: lastProperty(path), expression: null };
  }
  if (groups.call !== undefined) return { subject: lastProperty(withoutCalls(groups.call)) ?? '', expression: null };
  const expression = groups.expr === undefined ? null : lastProperty(groups.expr);
  return { subject: groups.prop === undefined ? null : propertyName(groups.prop), expression: expression !== null && expression.length > 2 ? expression : null };
}

/** `a.b(c)(d)` → `a.b`: what was called, without the arguments of the last calls. */
function withoutCalls(text: string): string {
  let end = text.trimEnd().length;
  while (text[end - 1] === ')') {
    let at = end - 1;
    for (let depth = 0; at >= 0; at -= 1) if (text[at] === ')') depth += 1;
      else if (text[at] === '(' && (depth -= 1) === 0) break;
    if (at < 0) break;
    end = at;
  }
  return text.slice(0, end);
}

/** `a.b[0].c` → `c`; `a[k]` → `null`: which property it was, only the running program knows. A lone minified letter says nothing. */
function lastProperty(path: string): string | null {
  const text = path.trim();
  if (/\[[^\]]*\]$/.test(text)) {
    const key = /\[(["']?)([^\]"']*)\1\]$/.exec(text);
    return key && (key[1] || /^\d+$/.test(key[2] ?? '')) ? propertyName(key[2] ?? '') : null;
  }
  const dot = text.lastIndexOf('.');
  const name = text.slice(dot + 1);
  if (!/^[\w$#]+$/.test(name)) return null;
  return dot < 0 && name.length <= 2 ? null : propertyName(name);
}

/** Indexes and ids vary from one occurrence to the next. */
const propertyName = (name: string): string => (/^-?\d+$/.test(name) || (name.length >= 8 && /\d.*\d.*\d/.test(name)) ? '#' : name.slice(0, 100));
