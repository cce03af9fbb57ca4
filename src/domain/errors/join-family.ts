import type { Signature } from './signature.ts';

export interface FamilyMember {
  readonly signature: string;
  readonly property: string | null;
  readonly expression: string | null;
  readonly line: number | null;
}

/**
 * Firefox before 87 says "e is undefined" where Chromium says "Cannot read properties of undefined (reading 'x')". Both are one fault, though no
 * word is common to them; while in one function `reading 'x'` and `reading 'y'` are two. So an occurrence without a property joins
 * the group of the same line, or else the only one that it can belong to; and the first occurrence with a property gives it to a group that
 * has none. What all engines of today say has its group by itself, without any of this.
 */
export function joinFamily(members: readonly FamilyMember[], one: Signature): { readonly signature: string; readonly members: readonly FamilyMember[] } {
  const same = members.find((member) => member.signature === one.signature || (member.property !== null && member.property === one.property));
  if (same) return { signature: same.signature, members };
  const possible = members.filter(
    (member) => (member.property === null || one.property === null) && (member.expression === null || one.expression === null || member.expression === one.expression),
  );
  const chosen = possible.find((member) => member.line !== null && member.line === one.line) ?? (possible.length === 1 ? possible[0] : undefined);
  if (!chosen) {
    const added: FamilyMember = { signature: one.signature, property: one.property, expression: one.expression, line: one.line };
    return { signature: one.signature, members: [...members, added].slice(-50) };
  }
  const grown: FamilyMember = { ...chosen, property: chosen.property ?? one.property, expression: chosen.expression ?? one.expression };
  const changed = grown.property !== chosen.property || grown.expression !== chosen.expression;
  return { signature: chosen.signature, members: changed ? members.map((member) => (member === chosen ? grown : member)) : members };
}
