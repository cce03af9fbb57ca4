import { html, nothing, type TemplateResult } from 'lit';
import type { Incident } from '../../src/contract/alert.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';
import { chosenKey, isSubscribed, onWanted, renew, subscribe, unsubscribe } from './web-push.ts';

/** ms; what fires together is one notification. */
const company = 1_000;
const events = ['alert.triggered', 'alert.escalated', 'alert.resolved'] as const;

function isOn(): boolean {
  try {
    return Notification.permission === 'granted' && localStorage[chosenKey] === 'true';
  } catch {
    return false;
  }
}

const isLoud = ({ severity, notifications }: Incident): boolean => severity === 'CRITICAL' || severity === 'HIGH' || notifications.some(({ channel }) => channel === 'PUSH');

/** The backend pushes it to this browser: that is shown by the service worker. */
const comesByPush = ({ notifications }: Incident): boolean => isOn() && isSubscribed() && notifications.some(({ channel }) => channel === 'PUSH');

async function show(title: string, options: NotificationOptions, click: () => void): Promise<void> {
  try {
    new Notification(title, options).addEventListener('click', click);
  } catch {
    // Chrome on Android: only a service worker may. Which one the page has is its own affair.
    await (await navigator.serviceWorker?.getRegistration())?.showNotification(title, options);
  }
}

/** Shows what fires and ends as notifications of the system, once somebody has switched that on in this browser, as long as the element is in the page. */
export function watchPush(host: OpsAlerts): void {
  if (host.watchesPush) return;
  host.watchesPush = true;
  const waiting = new Map<string, Incident>();
  const shown = new Set<string>();
  const tell = (): void => {
    const all = [...waiting.values()];
    waiting.clear();
    const [first] = all;
    if (!first || !host.isConnected || !isOn()) return;
    const line = ({ severity, name, resolvedAt }: Incident): string => `${host.nameOf(resolvedAt === null ? severity : 'resolved')}: ${name}`;
    for (const { id, resolvedAt } of all) shown[resolvedAt === null ? 'add' : 'delete'](id);
    // A tag that is shown is replaced: several pages of an origin are one notification.
    const tag = all.length > 1 ? 'prescripto-ops' : first.id;
    const body = all.length > 1 ? all.map(line).join('\n') : (first.timeline.at(-1)?.text ?? '');
    void show(all.length > 1 ? host.t('{n} alert|{n} alerts', { n: all.length }) : line(first), { tag, body }, () => {
      window.focus();
      host.open(first.id);
    });
  };
  const heard = ({ detail }: CustomEvent<Incident>): void => {
    // Who was told that it fires is told that it is over.
    if (detail.resolvedAt === null ? !isLoud(detail) || comesByPush(detail) : !shown.has(detail.id)) return;
    if (!waiting.size) setTimeout(tell, company);
    waiting.set(detail.id, detail);
  };
  let deaf: (() => void) | undefined;
  host.addController({
    hostConnected: () => {
      deaf = onWanted((id) => host.open(id));
      events.forEach((name) => window.addEventListener(name, heard as EventListener));
    },
    hostDisconnected: () => {
      deaf?.();
      events.forEach((name) => window.removeEventListener(name, heard as EventListener));
    },
  });
  if (isOn()) renew(host).catch(() => undefined);
}

/** Asks for the permission, which a browser allows only where somebody has just clicked; with it come pushes of the backend, which need no open page. */
async function change(host: OpsAlerts, box: HTMLInputElement): Promise<void> {
  const on = box.checked;
  const answer = on ? await Notification.requestPermission() : 'granted';
  if (answer !== 'granted') host.fail(host.t('This browser does not allow notifications here'));
  else
    try {
      localStorage[chosenKey] = on;
      watchPush(host);
      await (on ? subscribe(host).catch((error: unknown) => host.fail(host.t('Notifications come only while this page is open: {why}', { why: String(error) }))) : unsubscribe(host));
    } catch (error) {
      host.fail(String(error));
    }
  box.checked = isOn();
}

/** A switch, where the browser has notifications at all (an insecure page and iOS outside the home screen have none). */
export function pushSwitch(host: OpsAlerts): TemplateResult | typeof nothing {
  if (!('Notification' in globalThis) || !host.canAct) return nothing;
  return html`<p class="foot"><label><input type="checkbox" .checked=${isOn()} @change=${(event: Event) => change(host, event.target as HTMLInputElement)} /> ${host.t('Notify me in this browser of critical and high alerts')}</label></p>`;
}
