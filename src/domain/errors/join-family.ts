import type { Signature } from './signature.ts';

/** The most recent members of a family that are remembered. */
const maxMembers = 50;

/**
 * Firefox before 87 says "e is undefined" where Chromium says "Cannot read properties of undefined (reading 'x')", and Safari shows `a[k]`. Both are one
 * fault, though no word is common to them; while in one function `reading 'x'` and `reading 'y'` are two. So an occurrence without a property
 * joins the group of the same line; and the first occurrence with a property gives it to a group of its line that has none.
 */
export function joinFamily(members: readonly Signature[], one: Signature): { readonly signature: string; readonly members: readonly Signature[] } {
  const { signature, property } =
    members.find((known) => one.property && known.property === one.property) ??
    members.find((known) => (known.line === one.line || known.signature === one.signature) && !(known.property && one.property)) ??
    one;
  const member = { ...one, signature, property: property ?? one.property };
  return { signature, members: [...members.filter((known) => known.signature !== signature), member].slice(-maxMembers) };
}
