// The clinic's API client. Shapes:
//   GET  /api/doctors?q=     { doctors: [{ id, name, specialty, city, fee, nextSlots: [iso, …] }] }
//   POST /api/appointments   { doctorId, slot, patient: { name, email } } → 201 { appointment: { id, doctorId, doctor, slot, status, fee } }
//   GET  /api/appointments   { appointments: […] }
//   POST /api/payments       { appointmentId, card: 'valid' | 'declined' } → 201 { payment: { id, status: 'succeeded' } } · 402 { error: 'card_declined' } · 502
//   POST /api/session        { user } → { user: { id, type, subscription } }

export class ApiError extends Error {
  constructor(status, path, body) {
    super(`API Error: ${status} ${path}`);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

export async function request(path, { method = 'GET', body, timeout = 15_000 } = {}) {
  const response = await fetch(path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    signal: AbortSignal.timeout(timeout),
  });
  const text = await response.text();
  let parsed = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError(response.status, path, text.slice(0, 200));
  }
  if (!response.ok) throw new ApiError(response.status, path, parsed);
  return parsed;
}
