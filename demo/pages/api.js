// The clinic's API client. Shapes:
//   GET  /api/doctors?q=     { doctors: [{ id, name, specialty, city, fee, nextSlots: [iso, …] }] }
//   POST /api/appointments   { doctorId, slot, patient: { name, email } } → 201 { appointment: { id, doctorId, doctor, slot, status, fee } }
//   GET  /api/appointments   { appointments: […] }
//   POST /api/payments       { appointmentId, card: 'valid' | 'declined' } → 201 { payment: { id, status: 'succeeded' } } · 402 { error: 'card_declined' } · 502
//   POST /api/session        { user } → { user: { id, type, subscription } }

export class ApiError extends Error {
  constructor(response, path, body) {
    super(`API Error: ${response.status} ${path}`);
    this.name = 'ApiError';
    this.status = response.status;
    this.body = body;
    // The server says it again: what it logged of this request stands under the same id.
    this.correlationId = response.headers.get('x-request-id') ?? undefined;
  }
}

export async function request(path, { method = 'GET', body, timeout = 15_000 } = {}) {
  const log = window.prescriptoOps.log.child({ component: 'api', method, path: path.split('?')[0] });
  let response;
  try {
    response = await fetch(path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      signal: AbortSignal.timeout(timeout),
    });
  } catch (error) {
    // An error of fetch knows its request, and so does an answer.
    log.error('API request failed', error);
    throw error;
  }
  const text = await response.text();
  const ofRequest = log.withCorrelation(response);
  let parsed = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError(response, path, text.slice(0, 200));
  }
  if (!response.ok) {
    ofRequest.warn('API request refused', { status: response.status });
    throw new ApiError(response, path, parsed);
  }
  ofRequest.info('API request completed', { status: response.status });
  return parsed;
}
