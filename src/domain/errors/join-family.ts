import type { Signature } from './signature.ts';

/** The most recent members of a family that are remembered. */
const maxMembers = 50;

/**
 * Firefox before 87 says "e is undefined" where Chromium says "Cannot read properties of undefined (reading 'x')", and Safari shows `a[k]`. Both are one
 * fault, though no word is common to them; while in one function `reading 'x'` and `reading 'y'` are two. So an occurrence without a property
 * joins the group of the same line, or else the only one that it can belong to; and the first occurrence with a property gives it to a group
 * that has none.
 */
export function joinFamily(members: readonly Signature[], one: Signature): { readonly signature: string; readonly members: readonly Signature[] } {
  const possible = members.filter(
    ({ property, expression }) => (!property || !one.property) && (!expression || !one.expression || expression === one.expression),
  );
  const chosen =
    members.find(({ signature, property }) => signature === one.signature || (property && property === one.property)) ??
    possible.find(({ line }) => line === one.line) ??
    (possible.length === 1 ? possible[0] : undefined);
  const member = { ...one, ...chosen, property: chosen?.property ?? one.property, expression: chosen?.expression ?? one.expression };
  return { signature: member.signature, members: [...members.filter((other) => other !== chosen), member].slice(-maxMembers) };
}
