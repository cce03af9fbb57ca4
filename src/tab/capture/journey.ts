import type { Tools } from '../tools.ts';

/** `button#pay.primary`: where, and never what was typed or shown. */
export function describe({ localName, id, classList }: Element): string {
  return [localName + (id && `#${id}`), ...classList].join('.').slice(0, 100);
}

export function captureClicks({ on, crumb }: Tools): void {
  on(window, 'click', (event: MouseEvent) => {
    const target = event.composedPath()[0] as Element;
    crumb('ui', `click ${describe(target.closest('a,button,[role]') ?? target)}`);
  });
}

/** Where the user went, without patching the History API; whether the page was seen, and had a network. */
export function captureNavigation({ on, crumb }: Tools): void {
  let before = location.href;
  const moved = (): void => {
    const { href } = location;
    if (before !== href) crumb('navigation', `${before} → ${href}`);
    before = href;
  };
  const { navigation } = window as { navigation?: EventTarget };
  // `pushState` fires nothing where there is no Navigation API (Safari before 26.2): there it is seen at the next click, or just before an error.
  on(navigation ?? window, 'currententrychange popstate click error unhandledrejection', moved);
  on(document, 'visibilitychange', () => crumb('visibility', document.visibilityState));
  on(window, 'online offline', ({ type }: Event) => crumb('connectivity', type));
}
