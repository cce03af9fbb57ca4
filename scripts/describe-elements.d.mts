export interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
}
export interface ElementDeclaration extends Described {
  readonly tagName: string;
  readonly attributes: readonly (Described & { readonly default?: string })[];
  readonly members: readonly (Described & { readonly kind: 'field' | 'method' })[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssStates: readonly Described[];
  readonly cssProperties: readonly Described[];
}
export interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly [ElementDeclaration] }[];
}
export function manifestOf(): Manifest;
export function referenceOf(manifest: Manifest): string;
export function describeElements(): Manifest;
