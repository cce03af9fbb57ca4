import type { BuiltInRecovery, RecoveryAction } from '../contract/health.ts';

/** `detail` of `health.reload_offered`. */
export interface ReloadOffer {
  readonly checkId: string;
  /** Somebody has begun to fill in a form. */
  readonly dirty: boolean;
  /** Loads the page anew, unless a form is dirty by now: then it answers `false` and does nothing. */
  readonly reload: () => boolean;
}

const isDirty = (field: Element): boolean => {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    // Without a default a browser chooses the first one.
    const isFirst = !field.multiple && !options.some((option) => option.defaultSelected);
    return options.some((option, index) => option.selected !== (isFirst ? index === 0 : option.defaultSelected));
  }
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  // What nobody can type into holds what a program put there.
  if (field instanceof HTMLInputElement) return !/^(hidden|submit|button|reset|image)$/.test(field.type) && field.value !== field.defaultValue;
  return field instanceof HTMLTextAreaElement ? field.value !== field.defaultValue : (field as HTMLElement).isContentEditable && document.activeElement === field;
};

/** Whether anything was filled in that a reload would lose. Elements in shadow trees are not seen. */
export function hasDirtyForm(): boolean {
  return [...document.querySelectorAll('input,textarea,select,[contenteditable]')].some(isDirty);
}

/** Dispatched on `window`; nobody listens: then nothing came of it. */
const tell = (name: string, detail: object): void => {
  // `preventDefault()` is how a page says that it has done it.
  if (dispatchEvent(new CustomEvent(name, { detail, cancelable: true }))) throw new Error(`no listener for ${name} has called preventDefault()`);
};

/** What comes with the product. Neither touches the page: it alone knows what it can spare, and when a reload suits. */
export function builtInRecovery(id: BuiltInRecovery, checkId: string): RecoveryAction {
  const reload = (): boolean => {
    const may = !hasDirtyForm();
    if (may) location.reload();
    return may;
  };
  const runs: Readonly<Record<BuiltInRecovery, () => void>> = {
    trim_caches: () => tell('health.trim_caches', { checkId }),
    offer_reload: () => tell('health.reload_offered', { checkId, dirty: hasDirtyForm(), reload } satisfies ReloadOffer),
  };
  const run = runs[id];
  if (!run) throw new TypeError(`prescripto-ops: recovery of ${checkId}: expected an action, or one of ${Object.keys(runs).join(', ')}, got ${JSON.stringify(id)}`);
  return { id, run };
}
