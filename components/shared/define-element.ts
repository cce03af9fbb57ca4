
interface Versioned extends CustomElementConstructor {
  readonly version: string;
}

/**
 * Registers an element once. A second load is the normal case (two bundles, a script tag and an import): the same version is
 * silent, another one is told once and the first stays, since a name cannot be given twice.
 * @example defineElement('ops-health', OpsHealth);
 */
export function defineElement(name: string, element: Versioned): void {
  if (typeof customElements === 'undefined') return;
  const present = customElements.get(name) as Versioned | undefined;
  if (!present) customElements.define(name, element);
  else if (present.version !== element.version) {
    console.warn(`<${name}> is registered already: version ${present.version}; ${element.version} is not used.`);
  }
}
