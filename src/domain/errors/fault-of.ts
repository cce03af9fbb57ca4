import { engineMessages } from './engine-messages.ts';
import { normaliseAddress, normaliseMessage } from './normalise-message.ts';

/** What went wrong, said the same way for all engines. */
export interface Fault {
  /** What the fault is; with the error's name where that is part of it. */
  readonly kind: string;
  /** The property, variable or function that is named. */
  readonly subject?: string | undefined;
  /** The expression that was null or undefined, where it is more than a minified letter. */
  readonly expression?: string | undefined;
}

/** What engines throw themselves; an application's own `BookingError` may say "x is not a function" and mean it otherwise. */
const fromEngine = /^(?:Type|Reference|Range|Syntax|Internal|URI)?Error$/;
/**
 * DOMExceptions, whose words differ in every engine while the name says it all ("signal is aborted without reason", "The operation was aborted. ",
 * "Fetch is aborted"), and how browsers begin them: an application's own NotFoundError is told by its message.
 */
const domException =
  /^((?:Abort|DataClone|HierarchyRequest|Invalid(?:Character|State)|Not(?:Allowed|Found|Supported)|QuotaExceeded|Security|Timeout)Error): (?:Failed to |Blocked |String |The (?:ob|op|re|quota|play|node|string|user a|elem)|signal |Fetch is |BodyStream|\w+\.\w+: |play\(|Permission |Clipboard |.* could not be cloned|$)/;

/** `addressed`: the fault is about an address, which then stays in its message. */
export function faultOf(name: string, message: string, addressed: boolean): Fault {
  if (fromEngine.test(name))
    for (const [kind, pattern, of = name] of engineMessages) {
      const found = of === name && pattern.exec(message.slice(0, 500));
      if (!found) continue;
      const { prop, code, expr } = found.groups ?? {};
      return { kind, subject: prop ? propertyName(prop) : lastProperty(code), expression: lastProperty(expr) };
    }
  const own = `${name}: ${addressed ? normaliseAddress(message) : normaliseMessage(message)}`;
  return { kind: domException.exec(`${name}: ${message}`)?.[1] ?? own };
}

/**
 * Of `a.b(c).d = 1` the `d`. `undefined` for `a[k]`, since which property it was only the running program knows, and for a lone minified letter.
 */
function lastProperty(code = ''): string | undefined {
  let path = code;
  for (let before = ''; path !== before; ) path = (before = path).replace(/\([^()]*\)/g, '');
  const [, way, name = ''] = /(\.|\[["']?|^)([\w$#-]+)["']?\]?$/.exec(path.replace(/^(?:new|await) /, '').replace(/\s.*$/s, '')) ?? [];
  return (way === '[' && !/^\d/.test(name)) || (!way && name.length <= 2) ? undefined : propertyName(name);
}

/** Indexes and ids vary from one occurrence to the next. */
const propertyName = (name: string): string => name.replace(/^-?\d+$|.*\d.*\d.*\d.*/, '#').slice(0, 100);
