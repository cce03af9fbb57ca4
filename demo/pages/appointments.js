import { request } from '/api.js';

const { log } = window.prescriptoOps;
const rows = document.querySelector('#rows');
const note = document.querySelector('#note');
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

try {
  const { appointments } = await request('/api/appointments');
  note.textContent = appointments.length ? '' : 'Nothing booked yet.';
  rows.replaceChildren(
    ...appointments.map((appointment) => {
      const row = document.createElement('tr');
      for (const text of [time.format(new Date(appointment.slot)), appointment.doctor, money.format(appointment.fee), appointment.status]) row.insertCell().textContent = text;
      return row;
    }),
  );
  log.business('sync_completed', { what: 'appointments', count: appointments.length });
} catch (error) {
  note.textContent = 'Your appointments cannot be loaded right now.';
  note.classList.add('bad');
  log.business('sync_failed', { what: 'appointments', reason: error.message });
}
