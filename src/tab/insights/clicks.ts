import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';
import { selectorOf } from './selector.ts';

/** ms in which a page has to answer a click, and in which clicks belong together. */
const patience = 1_000;
/** Clicks within `near` px of each other that are rage. */
const rage = 3;
const near = 30;

/** What answers by itself, or outside of the page. */
const answers = 'input,select,textarea,label,[contenteditable],[target=_blank],[download],[href^=mailto],[href^=tel]';

/** Rage clicks: three or more in a second on one spot. Dead clicks: on what looks as if it could be clicked, and for a second nothing moves, changes, or gets the focus. */
export function watchClicks({ on, guard }: Tools, tell: Tell): void {
  let burst: { count: number; readonly x: number; readonly y: number; readonly target: string } | undefined;
  let burstEnds: ReturnType<typeof setTimeout>;
  /** Of the click that nothing has answered yet. */
  let waiting: (() => void) | undefined;
  const answered = (): void => waiting?.();

  on(window, 'scroll focusin popstate selectstart pagehide blur', answered);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) on(navigation, 'navigate', answered);

  on(window, 'click', (event: MouseEvent) => {
    const path = event.composedPath();
    const element = path[0] as Element;
    const { clientX: x, clientY: y } = event;
    const target = selectorOf(element);

    if (!burst || Math.hypot(x - burst.x, y - burst.y) > near) burst = { count: 0, x, y, target };
    burst.count++;
    clearTimeout(burstEnds);
    burstEnds = setTimeout(
      guard(() => {
        if (burst && burst.count >= rage) tell('rage_click', burst.count, { target: burst.target });
        burst = undefined;
      }),
      patience,
    );

    answered();
    if (element.closest(answers) || !(element.closest('a,button,[role=button]') || getComputedStyle(element).cursor === 'pointer')) return;
    const observer = new MutationObserver(answered);
    // What is in a shadow root does not show outside of it.
    for (const root of path) if (root instanceof ShadowRoot || root === document) observer.observe(root as Node, { subtree: true, childList: true, attributes: true, characterData: true });
    const timer = setTimeout(
      guard(() => {
        answered();
        tell('dead_click', 1, { target });
      }),
      patience,
    );
    waiting = () => {
      observer.disconnect();
      clearTimeout(timer);
      waiting = undefined;
    };
  });
}
