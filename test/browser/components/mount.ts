import { SampleClient } from '../../../demo/gallery/sample-client.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { brokenData } from '../../../demo/gallery/sample-health.ts';
import { sampleLogs } from '../../../demo/gallery/sample-logs.ts';

export function sampleClient(): SampleClient {
  const now = Date.now();
  return new SampleClient({ health: brokenData(now), alerts: sampleAlerts(now), errors: sampleErrors(now), logs: sampleLogs(now) });
}

const mounted: HTMLElement[] = [];

/** Puts an element on the page in a box of `width` px and waits until it has drawn what it knows. */
export async function mount<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<Record<keyof HTMLElementTagNameMap[K], unknown>>,
  width = 1280,
): Promise<HTMLElementTagNameMap[K]> {
  const box = document.createElement('main');
  box.style.setProperty('width', `${width}px`);
  const element = Object.assign(document.createElement(name), properties);
  box.append(element);
  document.body.append(box);
  mounted.push(box);
  await settled(element);
  return element;
}

export function unmountAll(): void {
  for (const box of mounted.splice(0)) box.remove();
}

/** Two frames: an answer that is there has been drawn. */
export async function settled(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await (element as unknown as { updateComplete?: Promise<unknown> }).updateComplete;
  }
}

/** Waits for something that comes by itself. */
export async function until(true_: () => unknown, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!true_()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export const root = (element: HTMLElement): ShadowRoot => element.shadowRoot!;
export const all = (element: HTMLElement, selector: string): HTMLElement[] => [...root(element).querySelectorAll<HTMLElement>(selector)];
export const one = (element: HTMLElement, selector: string): HTMLElement | null => root(element).querySelector<HTMLElement>(selector);
export const text = (element: HTMLElement, selector: string): string => (one(element, selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
export const row = (element: HTMLElement, key: string): HTMLElement => one(element, `[data-key="${key}"]`)!;

export function button(element: HTMLElement, label: string): HTMLButtonElement {
  const name = (each: HTMLElement): string => (each.getAttribute('aria-label') ?? each.textContent ?? '').replace(/\s+/g, ' ').trim();
  const buttons = all(element, 'button');
  const found = buttons.find((each) => name(each) === label) ?? buttons.find((each) => name(each).startsWith(label));
  if (!found) throw new Error(`no button "${label}"`);
  return found as HTMLButtonElement;
}

export function press(element: HTMLElement, key: string): void {
  const target = (root(element).activeElement ?? element) as HTMLElement;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
}
