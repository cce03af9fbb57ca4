// The entry of `prescripto-ops.push.js`: a service worker by itself, or what a page's own one takes in with `importScripts`. It shows what the backend pushes.
// It answers no requests of the page and keeps nothing.

/** What the backend pushes (docs/backend.md), as far as it is shown. */
interface Pushed {
  readonly incidentId: string;
  readonly severity?: string | undefined;
  readonly event?: string | undefined;
  readonly title: string;
  readonly text?: string | undefined;
  /** epoch ms */
  readonly at?: number | undefined;
  /** Whoever has shown it says so there. */
  readonly confirm?: string | null | undefined;
}

/** Of a page that is there already: which incident somebody wants to see. */
interface Wanted {
  readonly type: 'prescripto-ops.open';
  readonly incidentId: string;
}

const worker = self as unknown as ServiceWorkerGlobalScope;

/** `null`: somebody else's message, which a page's own service worker may get as well. */
function read(data: PushMessageData | null): Pushed | null {
  try {
    const pushed = data?.json() as Partial<Pushed> | null | undefined;
    return typeof pushed?.incidentId === 'string' && typeof pushed.title === 'string' ? (pushed as Pushed) : null;
  } catch {
    return null;
  }
}

async function show({ incidentId, severity, event, title, text = '', at, confirm }: Pushed): Promise<void> {
  await worker.registration.showNotification(title, {
    body: text,
    // Of an incident the newest word is shown.
    tag: incidentId,
    requireInteraction: severity === 'CRITICAL' && event !== 'resolved',
    data: { incidentId },
    // Not in every engine, nor in TypeScript's library.
    ...({ renotify: event === 'escalated', timestamp: at } as NotificationOptions),
  });
  // Without cookies, and without a look at the answer: the word in the URL is all that counts.
  if (confirm) await fetch(confirm, { method: 'POST', mode: 'no-cors', credentials: 'omit', keepalive: true }).catch(() => undefined);
}

/** The page with the panel, if it is open; else any page of the application; else the panel's page, anew. */
async function open(incidentId: string): Promise<void> {
  const panel = new URL(new URL(worker.location.href).searchParams.get('panel') ?? '/', worker.location.origin);
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => new URL(url).pathname === panel.pathname) ?? pages[0];
  if (!page) return void (await worker.clients.openWindow(panel.href));
  page.postMessage({ type: 'prescripto-ops.open', incidentId } satisfies Wanted, { transfer: [] });
  await page.focus();
}

worker.addEventListener('push', (event) => {
  const pushed = read(event.data);
  if (pushed) event.waitUntil(show(pushed));
});

worker.addEventListener('notificationclick', (event) => {
  const { incidentId } = Object(event.notification.data) as Partial<Wanted>;
  if (!incidentId) return;
  event.notification.close();
  event.waitUntil(open(incidentId));
});
