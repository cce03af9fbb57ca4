import type { PushSettings } from '../../src/contract/alert.ts';
import type { OpsAlerts } from '../ops-alerts/ops-alerts.ts';

/** Trusted Types are not in TypeScript's library. */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Our own yes or no: the permission belongs to the whole origin, which may have asked for it for something else. */
export const chosenKey = 'prescripto-ops:push';
/** When the subscription was last handed to the backend (epoch ms): browsers change it now and then, and a backend may have lost it. */
const toldKey = 'prescripto-ops:push-told';
const day = 86_400_000;
/** ms; Chromium tries to reach its push service for ever, and says nothing. */
const patience = 10_000;

/** One policy a page: a second one of the same name may be refused. */
const trusted = ((policy?: ReturnType<Policies['createPolicy']>) => (url: string): string => {
  policy ??= (globalThis as { readonly trustedTypes?: Policies }).trustedTypes?.createPolicy('prescripto-ops-push', { createScriptURL: String });
  return policy?.createScriptURL(url) ?? url;
})();

/** `null`: the backend has no Web Push, or the browser has none. */
async function settingsOf({ live }: OpsAlerts): Promise<PushSettings | null> {
  if (!('serviceWorker' in navigator && 'PushManager' in window)) return null;
  return (await live.client?.api.alerts.getPushSettings()) ?? null;
}

/** A page that has a service worker names it, and takes ours in there; where it does not, ours stands for itself and has no page to control. */
function scriptOf(host: OpsAlerts, { workerUrl }: PushSettings): string {
  const own = host.getAttribute('push-worker-url');
  const url = new URL(own ?? workerUrl, document.baseURI);
  // Where to go when a notification is clicked and no page is open.
  if (own === null) url.searchParams.set('panel', location.pathname);
  return url.href;
}

/** Only an active service worker can be pushed to, and `navigator.serviceWorker.ready` waits for one that controls this page. */
async function activeOf(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return;
  await new Promise<void>((done, fail) =>
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') done();
      else if (worker.state === 'redundant') fail(new Error(`${worker.scriptURL} could not be installed`));
    }),
  );
}

const keyOf = ({ options }: PushSubscription): string =>
  btoa(String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0)))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

async function post(url: string, body: unknown): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!ok) throw new Error(`${url}: expected 2xx, got ${status}`);
}

/**
 * Subscribes this browser to the backend's pushes, with its VAPID key, and hands the subscription over. Resolves with whether the backend has any. Rejects with
 * what is in the way: a browser without a push service, a policy that allows no such worker.
 */
export async function subscribe(host: OpsAlerts): Promise<boolean> {
  const settings = await settingsOf(host);
  if (!settings) return false;
  const registration = await navigator.serviceWorker.register(trusted(scriptOf(host, settings)));
  await activeOf(registration);
  const before = await registration.pushManager.getSubscription();
  // The backend has another key now: what was subscribed with the old one gets nothing.
  if (before && keyOf(before) !== settings.publicKey) await before.unsubscribe();
  const handOver = async (): Promise<void> => {
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: settings.publicKey });
    // It may have taken long enough for somebody to think otherwise.
    if (localStorage[chosenKey] !== 'true') return void (await subscription.unsubscribe());
    await post(`${settings.url}/subscriptions`, subscription);
    localStorage[toldKey] = Date.now();
  };
  await Promise.race([handOver(), new Promise((_, fail) => setTimeout(fail, patience, new Error('the push service of this browser does not answer')))]);
  return true;
}

/** Whether the backend pushes to this browser. */
export const isSubscribed = (): boolean => !!localStorage[toldKey];

/** Once a day, for a browser that is switched on: whatever has become of its subscription, the backend has a good one afterwards. */
export async function renew(host: OpsAlerts): Promise<void> {
  const told = Number(localStorage[toldKey]);
  if (told && Math.abs(Date.now() - told) > day) await subscribe(host);
}

export async function unsubscribe(host: OpsAlerts): Promise<void> {
  if (!localStorage[toldKey]) return;
  localStorage.removeItem(toldKey);
  const settings = await settingsOf(host);
  const registration = settings && (await navigator.serviceWorker.getRegistration(scriptOf(host, settings)));
  const subscription = await registration?.pushManager.getSubscription();
  if (!settings || !subscription) return;
  await subscription.unsubscribe();
  await post(`${settings.url}/unsubscribe`, { endpoint: subscription.endpoint });
}

/** What was clicked in a notification is opened in the panel. */
export function onWanted(open: (incidentId: string) => void): () => void {
  const heard = ({ data }: MessageEvent): void => {
    const { type, incidentId } = Object(data) as { readonly type?: unknown; readonly incidentId?: unknown };
    if (type === 'prescripto-ops.open' && typeof incidentId === 'string') open(incidentId);
  };
  navigator.serviceWorker?.addEventListener('message', heard);
  navigator.serviceWorker?.startMessages();
  return () => navigator.serviceWorker?.removeEventListener('message', heard);
}
