import type { DatabaseSync } from 'node:sqlite';
import { book, listAppointments, pay } from './bookings.ts';
import { findDoctor, searchDoctors, withSlots } from './doctors.ts';
import { delay, type Faults } from './faults.ts';
import { Refusal } from './reply.ts';
import type { Route } from './router.ts';
import { currentUser, signIn } from './sessions.ts';
import type { LiveChannel } from './web-socket.ts';

const maxDelay = 30_000;

/** The clinic itself: doctors, appointments, payments, who is signed in. */
export function clinicRoutes(database: DatabaseSync, faults: Faults, live: LiveChannel): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/doctors',
      group: 'doctors',
      handle: async ({ url }) => {
        await faults.need('database');
        // For a page that wants to show one slow answer without slowing everybody down.
        await delay(Math.min(maxDelay, Math.max(0, Number(url.searchParams.get('delay')) || 0)));
        return { status: 200, body: { doctors: searchDoctors(database, url.searchParams.get('q') ?? '', Date.now()) } };
      },
    },
    {
      method: 'GET',
      path: '/api/doctors/:id',
      group: 'doctors',
      handle: async ({ params }) => {
        await faults.need('database');
        const doctor = findDoctor(database, Number(params['id']));
        if (!doctor) throw new Refusal(404, 'no_such_doctor', `doctor ${params['id']} does not exist`);
        return { status: 200, body: { doctor: withSlots(database, doctor, Date.now()) } };
      },
    },
    {
      method: 'GET',
      path: '/api/appointments',
      group: 'appointments',
      handle: async () => {
        await faults.need('database');
        return { status: 200, body: { appointments: listAppointments(database) } };
      },
    },
    {
      method: 'POST',
      path: '/api/appointments',
      group: 'appointments',
      handle: async ({ json }) => {
        const { value } = await json();
        await faults.need('database');
        const appointment = book(database, value, Date.now());
        live.tell({ type: 'appointment.booked', appointmentId: appointment.id, doctorId: appointment.doctorId, slot: appointment.slot });
        return { status: 201, body: { appointment } };
      },
    },
    {
      method: 'POST',
      path: '/api/payments',
      group: 'payments',
      handle: async ({ json }) => {
        const { value } = await json();
        await faults.need('database');
        await faults.need('payment_gateway', 502);
        return { status: 201, body: { payment: pay(database, value, Date.now()) } };
      },
    },
    {
      method: 'POST',
      path: '/api/session',
      group: 'session',
      handle: async ({ json }) => {
        const { value } = await json();
        await faults.need('database');
        await faults.need('authentication');
        const { user, cookie } = signIn(database, value, Date.now());
        return { status: 200, body: { user }, headers: { 'set-cookie': cookie } };
      },
    },
    {
      method: 'GET',
      path: '/api/session',
      group: 'session',
      handle: async ({ request }) => {
        await faults.need('database');
        await faults.need('authentication');
        return { status: 200, body: { user: currentUser(database, request, Date.now()) } };
      },
    },
  ];
}
