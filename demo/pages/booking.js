import { ApiError, request } from '/api.js';

const { log, setUser, captureException } = window.prescriptoOps;
const note = document.querySelector('#note');
const list = document.querySelector('#doctors');
const dialog = document.querySelector('#booking');
const form = dialog.querySelector('form');
const bookingNote = document.querySelector('#booking-note');
let chosen = null;

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const time = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

function say(element, text, bad = false) {
  element.textContent = text;
  element.classList.toggle('bad', bad);
}

function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function card(doctor) {
  const book = element('button', { textContent: 'Book', className: 'primary' });
  book.addEventListener('click', () => open(doctor));
  return element('li', { className: 'card' }, [
    element('h2', { textContent: doctor.name }),
    element('p', { textContent: `${doctor.specialty} · ${doctor.city}` }),
    element('p', { textContent: doctor.nextSlots.length ? `Next: ${time.format(new Date(doctor.nextSlots[0]))}` : 'No free times this week' }),
    element('div', { className: 'row' }, [element('span', { className: 'price', textContent: money.format(doctor.fee) }), book]),
  ]);
}

async function search(query) {
  say(note, 'Searching …');
  try {
    const { doctors } = await request(`/api/doctors?q=${encodeURIComponent(query)}`);
    list.replaceChildren(...doctors.map(card));
    say(note, doctors.length ? `${doctors.length} doctors` : 'Nobody matches. Try a specialty, for example “cardiology”.');
    log.userAction('doctor_search', { results: doctors.length });
  } catch (error) {
    say(note, 'The list of doctors cannot be loaded right now. Please try again in a moment.', true);
    log.error('Doctor search failed', error, { component: 'search' });
  }
}

function open(doctor) {
  chosen = doctor;
  form.querySelector('h2').textContent = doctor.name;
  form.elements.slot.replaceChildren(...doctor.nextSlots.map((slot) => element('option', { value: slot, textContent: time.format(new Date(slot)) })));
  say(bookingNote, `${doctor.specialty}, ${money.format(doctor.fee)}`);
  dialog.showModal();
  log.userAction('booking_started', { doctorId: doctor.id });
}

async function book() {
  const { slot, name, email, card } = form.elements;
  const { appointment } = await request('/api/appointments', { method: 'POST', body: { doctorId: chosen.id, slot: slot.value, patient: { name: name.value, email: email.value } } });
  setUser(`patient_${appointment.id}`, { type: 'patient', email: email.value });
  try {
    await request('/api/payments', { method: 'POST', body: { appointmentId: appointment.id, card: card.value } });
    log.business('payment_succeeded', { appointmentId: appointment.id, amount: chosen.fee });
  } catch (error) {
    if (error instanceof ApiError && error.status === 402) {
      log.business('payment_declined', { appointmentId: appointment.id, amount: chosen.fee });
      say(bookingNote, 'Your bank declined the card. Please choose another one.', true);
      return;
    }
    log.business('payment_failed', { appointmentId: appointment.id, amount: chosen.fee });
    captureException(error, { component: 'Payment', action: 'pay', category: 'business_logic', correlationId: error.correlationId });
    say(bookingNote, 'The payment did not go through. You have not been charged; please try again.', true);
    return;
  }
  log.userAction('appointment_booked', { appointmentId: appointment.id, doctorId: chosen.id, duration: 30 });
  dialog.close();
  say(note, `Booked: ${chosen.name}, ${time.format(new Date(appointment.slot))}. A confirmation is on its way.`);
}

document.querySelector('#search').addEventListener('submit', (event) => {
  event.preventDefault();
  void search(new FormData(event.target).get('q'));
});
document.querySelector('#cancel').addEventListener('click', () => dialog.close());
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const pay = document.querySelector('#pay');
  pay.disabled = true;
  say(bookingNote, 'Booking …');
  try {
    await book();
  } catch (error) {
    say(bookingNote, 'The appointment could not be booked. Please try again.', true);
    captureException(error, { component: 'AppointmentBooking', action: 'submit_form' });
  } finally {
    pay.disabled = false;
  }
});

void search('');
