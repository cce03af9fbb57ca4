import { request } from '/api.js';

const { log, captureException } = window.prescriptoOps;
const note = document.querySelector('#note');
const say = (text) => void (note.textContent = text);

/** Faults of the page itself. Nothing here talks to the monitoring agent but the last one: it sees the rest by itself. */
const pageFaults = [
  {
    name: 'Null dereference in a click handler',
    about: 'The map of a doctor without an address',
    run: () => {
      const doctor = { name: 'Dr. Amara Okafor', address: null };
      say(doctor.address.street);
    },
  },
  {
    name: 'Rejected promise',
    about: 'Reviews that nobody awaits',
    run: () => {
      void Promise.reject(new RangeError('reviews: page 7 is past the last page'));
    },
  },
  { name: 'Failed fetch', about: 'A prescription that is not there', run: () => void request('/api/prescriptions/918273').catch((error) => captureException(error, { component: 'Prescriptions', category: 'network' })) },
  {
    name: 'Script that is not there',
    about: 'The print module, 404',
    run: () => document.head.append(Object.assign(document.createElement('script'), { src: trusted(`/modules/print-${Date.now()}.js`) })),
  },
  {
    name: 'Payment that fails',
    about: 'The gateway answers 502',
    run: async () => {
      const before = await request('/demo/faults');
      await request('/demo/faults', { method: 'POST', body: { component: 'payment_gateway', state: 'down' } });
      try {
        const { doctors } = await request('/api/doctors?q=');
        const { appointment } = await request('/api/appointments', { method: 'POST', body: { doctorId: doctors[0].id, slot: doctors[0].nextSlots[0], patient: { name: 'Fault Desk', email: 'fault.desk@example.com' } } });
        await request('/api/payments', { method: 'POST', body: { appointmentId: appointment.id, card: 'valid' } });
      } catch (error) {
        log.business('payment_failed', { amount: 80 });
        captureException(error, { component: 'Payment', action: 'pay', category: 'business_logic' });
      } finally {
        await request('/demo/faults', { method: 'POST', body: { component: 'payment_gateway', state: before.components.payment_gateway } });
      }
    },
  },
  { name: 'Slow API', about: 'A search that takes 3 seconds', run: () => void request('/api/doctors?q=&delay=3000').then(() => say('The slow answer is there.')) },
  {
    name: 'Long task',
    about: 'The page is busy for 400 ms',
    run: () => {
      const end = performance.now() + 400;
      let sum = 0;
      while (performance.now() < end) sum += Math.sqrt(sum + 1);
      say(`Busy until ${Math.round(end)} ms.`);
    },
  },
  { name: 'Security event', about: 'Five wrong passwords', run: () => log.security('suspicious_login_attempt', { attempts: 5, method: 'password' }) },
];

/** Trusted Types are required here: the page's own policy vouches for its own folder only. */
const policy = window.trustedTypes?.createPolicy('clinic', {
  createScriptURL: (url) => {
    if (!url.startsWith('/modules/')) throw new TypeError(`not a module of the clinic: ${url}`);
    return url;
  },
});
const trusted = (url) => policy?.createScriptURL(url) ?? url;

const sentence = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** What a person of the clinic notices, besides the health report. */
const componentEffects = {
  database: 'Searching and booking answer 503',
  authentication: 'Signing in answers 503',
  payment_gateway: 'Paying answers 502',
  file_storage: 'Documents cannot be stored',
  email_service: 'Confirmations and alert mails are not sent',
  sms_service: 'Reminders and alert messages are not sent',
  cdn: 'Static files of the CDN answer 503',
  websocket: 'Live updates break off',
};

const groupPaths = {
  logs: 'POST /api/logs',
  errors: 'POST /api/errors',
  metrics: 'POST /api/performance/metrics',
  health: 'GET /api/health',
  notifications: 'POST /api/notifications/*',
  webhook: 'POST /api/alerts/webhook',
  cdn: '/cdn/*',
  websocket: '/api/ws',
};

function row(name, about, control) {
  const item = document.createElement('li');
  const text = document.createElement('div');
  text.append(name, Object.assign(document.createElement('small'), { textContent: about }));
  item.append(text, control);
  return item;
}

function choice(label, value, options, change) {
  const select = Object.assign(document.createElement('select'), { ariaLabel: label });
  select.append(...options.map((option) => new Option(option, option, false, option === value)));
  select.addEventListener('change', () => void change(select.value));
  return select;
}

document.querySelector('#page-list').append(
  ...pageFaults.map(({ name, about, run }) => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Break' });
    button.setAttribute('aria-label', `Break: ${name}`);
    button.addEventListener('click', () => {
      say(`${name} …`);
      run();
    });
    return row(name, about, button);
  }),
);

async function set(fault) {
  await request('/demo/faults', { method: 'POST', body: fault });
  say('The backend has been told.');
}

async function show() {
  const { components, modes } = await request('/demo/faults');
  document.querySelector('#component-list').replaceChildren(
    ...Object.entries(components).map(([component, state]) =>
      row(sentence(component), componentEffects[component] ?? 'Reported by GET /api/health', choice(component, state, ['up', 'degraded', 'down'], (value) => set({ component, state: value }))),
    ),
  );
  document.querySelector('#mode-list').replaceChildren(
    ...Object.entries(modes).map(([group, mode]) => row(sentence(group), groupPaths[group] ?? `/api/${group}`, choice(group, mode, ['normal', 'slow', '500', '429', 'hang', 'refuse', 'nonsense'], (value) => set({ group, mode: value })))),
  );
}

document.querySelector('#reset').addEventListener('click', async () => {
  await request('/demo/reset', { method: 'POST', body: {} });
  await show();
  say('Everything works again.');
});

void show();
