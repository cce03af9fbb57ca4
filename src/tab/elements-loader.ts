const elements = 'health alerts errors performance logs metrics dashboard';
const settle = 50;

/** Loads the chunk of each of our elements that is, or comes to be, in the page and is not defined yet. */
export function loadElements(base: string, load: (url: string, type: string) => Promise<void>): void {
  const left = new Set(elements.split(' '));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer = undefined;
    for (const name of left)
      if (document.querySelector(`ops-${name}:not(:defined)`)) {
        left.delete(name);
        load(`${base}elements/ops-${name}.js`, 'module').catch(console.error);
      }
  };
  // One look for all that a framework changes at once.
  new MutationObserver(() => (timer ??= setTimeout(look, settle))).observe(document, { childList: true, subtree: true });
  look();
}
