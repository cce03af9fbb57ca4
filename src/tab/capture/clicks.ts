import type { Tools } from '../tools.ts';

/** `button#pay.primary`: where, and never what was typed or shown. */
export function describe(element: Element): string {
  const { localName, id, classList } = element;
  return [localName, id && `#${id}`, ...[...classList].slice(0, 3).map((name) => `.${name}`)].join('').slice(0, 100);
}

export function captureClicks({ on, crumb }: Tools): void {
  on(window, 'click', (event: MouseEvent) => {
    const target = event.composedPath()[0];
    if (target instanceof Element) crumb('ui', `click ${describe(target.closest('a,button,input,select,textarea,label,[role]') ?? target)}`);
  });
}
