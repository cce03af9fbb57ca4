import { cut } from './cut.ts';
import type { Notice } from './notice.ts';
import type { Outlet } from './outlet.ts';
import { judgeAnswer, post } from './post.ts';

/** https://docs.slack.dev/reference/block-kit/blocks: what is longer is refused, the whole message with it. */
export const slackLimits = { blocks: 50, header: 150, section: 3_000, fields: 10, field: 2_000, context: 2_000 } as const;

type Block = Readonly<Record<string, unknown>>;

/** Slack reads three characters as markup: https://docs.slack.dev/messaging/formatting-message-text */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Of text that becomes longer when it is escaped: cut so that nothing is cut in the middle of `&amp;`. */
function fitted(text: string, most: number): string {
  for (let room = Math.min(most, text.length); ; room -= Math.max(1, escape(cut(text, room)).length - most)) {
    const escaped = escape(cut(text, room));
    if (escaped.length <= most) return escaped;
  }
}

const marks = { CRITICAL: ':rotating_light:', HIGH: ':red_circle:', MEDIUM: ':large_orange_diamond:', LOW: ':large_blue_circle:', INFO: ':information_source:' } as const;

/** A message within Slack's limits: 50 blocks, a header of 150, sections of 3,000 characters. What does not fit is cut, and the message says so. */
export function slackMessage(notice: Notice): { readonly text: string; readonly blocks: readonly Block[] } {
  const { title, text, severity, event, app, release, environment, incidentId, alertId, startedAt, resolvedAt } = notice;
  const rows: readonly (readonly [string, string])[] = [
    ['Severity', severity],
    ['Application', [app, release, environment].filter(Boolean).join(' · ')],
    ['Began', new Date(startedAt).toISOString()],
    ...(resolvedAt === null ? [] : [['Ended', new Date(resolvedAt).toISOString()] as const]),
    ...notice.facts,
  ];
  const fields = rows.map(([name, value]) => ({ type: 'mrkdwn', text: `*${escape(cut(name, 100))}*\n${fitted(value, slackLimits.field - 700)}` }));
  const sections: Block[] = [];
  for (let at = 0; at < fields.length; at += slackLimits.fields) sections.push({ type: 'section', fields: fields.slice(at, at + slackLimits.fields) });
  const room = slackLimits.blocks - 3;
  const left = sections.length > room ? fields.length - (room - 1) * slackLimits.fields : 0;
  const shown: Block[] = left ? [...sections.slice(0, room - 1), { type: 'section', text: { type: 'mrkdwn', text: `_${left} more lines are not shown_` } }] : sections;
  return {
    // What notifications on a phone show instead of the blocks.
    text: fitted(title, slackLimits.section),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(title, slackLimits.header), emoji: false } },
      { type: 'section', text: { type: 'mrkdwn', text: `${event === 'resolved' ? ':white_check_mark:' : marks[severity]} ${fitted(text, slackLimits.section - 30)}` } },
      ...shown,
      { type: 'context', elements: [{ type: 'mrkdwn', text: fitted(`${alertId} · ${event} · ${incidentId}`, slackLimits.context) }] },
    ],
  };
}

/** Slack, or a chat that takes the same webhook (Mattermost, Rocket.Chat). The URL is the secret. */
export function slackOutlet(url: string): Outlet {
  return {
    targets: () => ['slack'],
    send: async ({ notice }, signal) => {
      const answer = await post({ url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(slackMessage(notice)) }, signal);
      const outcome = judgeAnswer(answer);
      // `invalid_blocks`, `no_service`: a word of Slack's own list, and nothing else, is worth showing.
      return outcome.kind === 'refused' && /^[a-z_]{3,40}$/.test(answer.text) ? { kind: 'refused', detail: `${outcome.detail} ${answer.text}` } : outcome;
    },
  };
}
