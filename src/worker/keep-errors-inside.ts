/** Different problems that are worth a line in the console. */
const most = 10;

/**
 * Firefox reports a worker's uncaught errors to the pages that use it, where they would be captured as the page's own.
 * They are kept here, and each is said once in the worker's console.
 */
export function keepErrorsInside(): void {
  const said = new Set<string>();
  const say = (event: Event, problem: unknown): void => {
    event.preventDefault();
    const text = String(problem);
    if (said.has(text) || said.size >= most) return;
    said.add(text);
    console.warn('prescripto-ops worker:', problem);
  };
  self.addEventListener('error', (event) => say(event, event.error ?? event.message));
  self.addEventListener('unhandledrejection', (event) => say(event, event.reason));
}
