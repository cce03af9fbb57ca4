import { request } from '/api.js';

const root = document.documentElement;
const panels = [...document.querySelectorAll('ops-alerts, ops-health, ops-errors, ops-logs')];
const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const on = (id, change) => document.querySelector(id).addEventListener('change', ({ target }) => change(target.checked));

on('#dark', (dark) => (root.className = dark ? 'dark' : 'light'));
on('#rtl', (rtl) => (root.dir = rtl ? 'rtl' : 'ltr'));
on('#dense', (dense) => panels.forEach((panel) => (panel.density = dense ? 'compact' : 'comfortable')));

// The address is the page's own: it keeps what is open and filtered in each panel there, and gives it back on a reload.
const kept = new URLSearchParams(location.hash.slice(1));
for (const panel of panels) {
  const state = kept.get(panel.localName);
  if (state) panel.viewState = JSON.parse(state);
  panel.addEventListener('ops-view-change', ({ detail }) => {
    kept.set(panel.localName, JSON.stringify(detail.viewState));
    history.replaceState(null, '', `#${kept}`);
  });
}

const said = document.querySelector('#said');
addEventListener('ops-select', ({ target, detail }) => (said.textContent = detail.id ? `${target.localName}: ${detail.id} is open.` : ''));
document.querySelector('#export').addEventListener('click', () => document.querySelector('ops-errors').exportData('csv'));

try {
  const { appointments } = await request('/api/appointments');
  document.querySelector('#today').replaceChildren(
    ...appointments.slice(0, 8).map(({ slot, doctor, status }) => {
      const row = document.createElement('tr');
      for (const text of [when.format(new Date(slot)), doctor, status]) row.insertCell().textContent = text;
      return row;
    }),
  );
  document.querySelector('#today-note').textContent = appointments.length ? '' : 'Nothing is booked yet.';
} catch {
  document.querySelector('#today-note').textContent = 'Appointments cannot be loaded right now.';
}
