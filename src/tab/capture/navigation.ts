import type { Tools } from '../tools.ts';

/** Where the user went, without patching the History API; whether the page was seen, and had a network. */
export function captureNavigation({ on, crumb }: Tools): void {
  let before = location.href;
  const navigation = (window as { navigation?: EventTarget }).navigation;
  on(navigation ?? window, navigation ? 'currententrychange' : 'popstate hashchange', () => {
    if (before === location.href) return;
    crumb('navigation', `${before} → ${location.href}`);
    before = location.href;
  });
  on(document, 'visibilitychange', () => crumb('visibility', document.visibilityState));
  on(window, 'online offline', ({ type }: Event) => crumb('connectivity', type));
}
