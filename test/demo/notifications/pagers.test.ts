import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNotice } from '../../../demo/server/notifications/notice.ts';
import { opsgenieOutlet, opsgenieRequest } from '../../../demo/server/notifications/opsgenie.ts';
import { pagerDutyEvent, pagerDutyOutlet } from '../../../demo/server/notifications/pagerduty.ts';
import { type Call, httpService, notification, type Said } from './services.ts';

type Json = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The rules of https://developer.pagerduty.com/docs/send-alert-event. */
function pagerDuty({ body, json }: Call): number | Said {
  const { routing_key: key, event_action: action, dedup_key: dedup, payload } = json() as { routing_key: string; event_action: string; dedup_key: string; payload?: Json };
  const wrong = [
    body.length > 512_000 && 'event too large',
    key.length !== 32 && 'invalid routing key',
    !['trigger', 'acknowledge', 'resolve'].includes(action) && 'event_action',
    text(dedup).length > 255 && 'dedup_key',
    action !== 'trigger' && !dedup && 'dedup_key is required',
    action === 'trigger' && (!payload || !text(payload['summary']) || text(payload['summary']).length > 1_024) && 'summary',
    action === 'trigger' && !text(payload?.['source']) && 'source',
    action === 'trigger' && !['critical', 'error', 'warning', 'info'].includes(text(payload?.['severity'])) && 'severity',
    action === 'trigger' && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text(payload?.['timestamp'])) && 'timestamp',
  ].filter(Boolean);
  return wrong.length ? { status: 400, text: JSON.stringify({ status: 'invalid event', errors: wrong }) } : { status: 202, text: JSON.stringify({ status: 'success', dedup_key: dedup }) };
}

/** The rules of https://docs.opsgenie.com/docs/alert-api. */
function opsgenie({ path, headers, json }: Call): number {
  if (headers.authorization !== 'GenieKey s3cret') return 401;
  const body = json() as { message?: string; alias?: string; description?: string; priority?: string; tags?: string[]; note?: string; source?: string };
  if (/^\/v2\/alerts\/[^/]{1,1536}\/(?:close|acknowledge)\?identifierType=alias$/.test(path)) return (body.note ?? '').length <= 25_000 ? 202 : 422;
  if (path !== '/v2/alerts') return 404;
  const right = body.message && body.message.length <= 130 && (body.alias ?? '').length <= 512 && (body.description ?? '').length <= 15_000 && (body.source ?? '').length <= 100 && /^P[1-5]$/.test(body.priority ?? '') && (body.tags ?? []).every((tag) => tag.length <= 50) && (body.tags ?? []).length <= 20;
  return right ? 202 : 422;
}

const pager = await httpService(pagerDuty);
const genie = await httpService(opsgenie);
const outlets = { pagerduty: pagerDutyOutlet(pager.url, 'r'.repeat(32)), opsgenie: opsgenieOutlet(genie.url, 's3cret') };
const notice = (more: Json = {}) => parseNotice(notification('x', more), 'x', Date.now());
/** As long as a notice can be, and longer. */
const long = { ...notice({ incidentId: `fleet:${'k'.repeat(280)}`, severity: 'CRITICAL' }), incidentId: `fleet:${'k'.repeat(900)}`, title: '👩‍⚕️ '.repeat(400), text: 'é'.repeat(400_000), app: 'a'.repeat(120), category: 'c'.repeat(120) };
const send = (name: keyof typeof outlets, given = notice()) => outlets[name].send({ notice: given, target: name, repliesTo: null, confirmUrl: null }, AbortSignal.timeout(5_000));

for (const name of ['pagerduty', 'opsgenie'] as const) {
  test(`${name} takes a trigger, an acknowledgement and a resolution of one incident, short or as long as can be`, async () => {
    for (const given of [notice(), long]) for (const event of ['triggered', 'escalated', 'acknowledged', 'resolved']) {
      assert.deepEqual(await send(name, { ...given, event, resolvedAt: event === 'resolved' ? Date.now() : null }), { kind: 'taken', state: 'accepted', detail: 'HTTP 202' }, `${event} ${given.title.length}`);
    }
  });
}

test('PagerDuty knows the incident by one key from its trigger to its end, whatever its severity', () => {
  const events = [notice(), notice({ severity: 'CRITICAL', event: 'escalated' }), notice({ event: 'acknowledged' }), notice({ event: 'resolved' })].map((one) => pagerDutyEvent(one, 'r'));
  assert.equal(new Set(events.map((event) => event['dedup_key'])).size, 1);
  assert.deepEqual(events.map((event) => event['event_action']), ['trigger', 'trigger', 'acknowledge', 'resolve']);
  assert.deepEqual(events.slice(0, 2).map((event) => (event['payload'] as Json)['severity']), ['error', 'critical']);
  // Keys that differ beyond what fits are still two.
  assert.notEqual(pagerDutyEvent({ ...notice(), incidentId: `${'k'.repeat(300)}1` }, 'r')['dedup_key'], pagerDutyEvent({ ...notice(), incidentId: `${'k'.repeat(300)}2` }, 'r')['dedup_key']);
});

test('Opsgenie knows it by its alias, and closes it by that', () => {
  const { body } = opsgenieRequest(notice());
  const close = opsgenieRequest(notice({ event: 'resolved' }));
  assert.deepEqual([body['priority'], body['message']], ['P2', '[HIGH] High error rate']);
  assert.equal(decodeURIComponent(close.path), `/v2/alerts/${String(body['alias'])}/close?identifierType=alias`);
});

test('a wrong key is refused and not tried again; no answer is', async () => {
  const other = { opsgenie: opsgenieOutlet(genie.url, 'wrong'), nobody: pagerDutyOutlet('http://127.0.0.1:9', 'r'.repeat(32)) };
  const letter = { notice: notice(), target: '', repliesTo: null, confirmUrl: null };
  assert.deepEqual(await other.opsgenie.send(letter, AbortSignal.timeout(5_000)), { kind: 'refused', detail: 'HTTP 401' });
  const none = await other.nobody.send(letter, AbortSignal.timeout(5_000));
  assert.equal(none.kind, 'later');
});
