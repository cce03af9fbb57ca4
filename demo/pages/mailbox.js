import { request } from '/api.js';

const find = (id) => document.querySelector(`#${id}`);
const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const names = { email: 'E-mail', sms: 'SMS', slack: 'Slack', push: 'Web Push', webhook: 'Webhook', alertmanager: 'Alertmanager', pagerduty: 'PagerDuty', opsgenie: 'Opsgenie' };
/** Shown, by number: a list that is drawn anew would close what somebody reads. */
const shown = new Set();

function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function when(at) {
  return element('time', { dateTime: new Date(at).toISOString(), textContent: time.format(at) });
}

function message({ seq, at, kind, from, to, title, text, hasHtml, notes }) {
  const facts = element('dl', { className: 'facts' }, [['From', from], ['To', to], ...notes].flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { textContent: value })]));
  const link = hasHtml ? [element('p', {}, [element('a', { href: `/demo/mailbox/${seq}`, target: '_blank', rel: 'noopener', textContent: 'Open the mail as HTML' })])] : [];
  const summary = element('summary', {}, [
    element('span', { className: 'kind', textContent: names[kind] ?? kind }),
    element('span', { className: 'subject', textContent: title }),
    element('span', { className: 'whom' }, [`${to} · `, when(at)]),
  ]);
  return element('li', {}, [element('details', {}, [summary, facts, element('pre', { textContent: text, tabIndex: 0, role: 'region', ariaLabel: 'Text of the message' }), ...link])]);
}

const sentence = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** `2 delivered, 1 waiting` */
function deeds({ accepted, confirmed, queued, sent, dead }) {
  const parts = [[accepted + confirmed, 'delivered'], [queued + sent, 'waiting'], [dead, 'given up']].filter(([count]) => count);
  return parts.length ? parts.map(([count, word]) => `${count} ${word}`).join(', ') : 'Nothing sent yet';
}

function outlet(status) {
  const { outlet: name, configured, reason } = status;
  const text = element('div', {}, [names[name] ?? name, element('small', { textContent: configured ? deeds(status) : sentence(reason) })]);
  return element('li', {}, [text, element('span', { className: configured ? 'chip on' : 'chip', textContent: configured ? 'On' : 'Off' })]);
}

function incident({ alertId, severity, state, verified, sessions, mostSessions, openedAt, resolvedAt }) {
  const many = (count) => `${count} session${count === 1 ? '' : 's'}`;
  const about = state === 'firing' ? `${severity}, ${many(sessions)}${verified ? '' : ', unverified'}, since ` : `${many(mostSessions)} at the worst, resolved `;
  const text = element('div', {}, [sentence(alertId.replaceAll('_', ' ')), element('small', {}, [about, when(resolvedAt ?? openedAt)])]);
  return element('li', {}, [text, element('span', { className: state === 'firing' ? 'chip bad' : 'chip', textContent: state === 'firing' ? 'Firing' : 'Resolved' })]);
}

async function show() {
  try {
    const [{ enabled, messages }, { outlets, incidents, active }] = await Promise.all([request('/demo/mailbox'), request('/api/fleet')]);
    if (!messages.length) {
      shown.clear();
      find('messages').replaceChildren();
    }
    for (const one of messages.toReversed()) {
      if (shown.has(one.seq)) continue;
      shown.add(one.seq);
      find('messages').prepend(message(one));
    }
    if (!enabled) find('lead').textContent = 'The environment of this server says where messages go, so they leave the house and do not arrive here.';
    find('note').textContent = !enabled ? '' : messages.length ? `${messages.length} message${messages.length === 1 ? '' : 's'}, newest first` : 'Nothing has arrived yet.';
    find('outlets').replaceChildren(...outlets.map(outlet));
    find('fleet').replaceChildren(...incidents.slice(0, 20).map(incident));
    find('fleet-note').textContent = `${active} active session${active === 1 ? '' : 's'}${incidents.length ? '' : '; no incident yet. One browser is no fleet: it takes three sessions, or a security alert.'}`;
  } catch {
    find('note').textContent = 'The mailbox cannot be read right now.';
  }
}

/** One look for all that arrives within a moment. */
let planned = 0;
function soon() {
  planned ||= setTimeout(() => {
    planned = 0;
    void show();
  }, 300);
}

function listen() {
  const socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/api/ws`);
  // After `hello` too: what came while nobody listened.
  socket.addEventListener('message', soon);
  socket.addEventListener('close', () => setTimeout(listen, 3_000));
  addEventListener('pagehide', () => socket.close(), { once: true });
}

void show();
listen();
addEventListener('pageshow', ({ persisted }) => persisted && listen());
