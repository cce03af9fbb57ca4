import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { cut } from './cut.ts';
import type { Letter, Outcome, Outlet } from './outlet.ts';
import { faultOf } from './post.ts';

export interface EmailSettings {
  /** `smtp://user:password@mail.example.com:587`, `smtps://…` */
  readonly url: string;
  /** `Clinic Operations <ops@example.com>` */
  readonly from: string;
  readonly recipients: (to: string) => readonly string[];
}

const longestSubject = 200;

/** The key may hold anything, a Message-ID may not (RFC 5322, section 3.6.4): its hash stands for it, the same at every attempt. */
export function messageIdOf(key: string, domain: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => entities[char] as string);
const time = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** Of white text 4.5:1 and more. */
const colours = { CRITICAL: '#a1206f', HIGH: '#7d1006', MEDIUM: '#8c5e00', LOW: '#1d58cc', INFO: '#222b36', resolved: '#27734f' } as const;

function rowsOf({ notice }: Letter): readonly (readonly [string, string])[] {
  const { severity, event, app, release, environment, startedAt, resolvedAt, facts, incidentId } = notice;
  return [
    ['Severity', severity],
    ['Event', event],
    ['Application', [app, release, environment].filter(Boolean).join(' · ')],
    ['Began', time(startedAt)],
    ...(resolvedAt === null ? [] : [['Ended', time(resolvedAt)] as const]),
    ...facts,
    ['Incident', incidentId],
  ];
}

/** Tables and inline styles, because mail clients know little else. */
function htmlOf(letter: Letter): string {
  const { notice } = letter;
  const colour = colours[notice.event === 'resolved' ? 'resolved' : notice.severity];
  const rows = rowsOf(letter).map(([name, value]) => `<tr><th align="left" style="padding:4px 16px 4px 0;font-weight:normal;color:#53635d;vertical-align:top">${escape(name)}</th><td style="padding:4px 0;word-break:break-word">${escape(value)}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(notice.title)}</title></head><body style="margin:0;padding:24px;background:#f4f7f6;color:#16211d;font:16px/1.5 system-ui,sans-serif">
<table role="presentation" width="100%" style="max-width:600px;margin:0 auto;background:#ffffff;border-collapse:collapse"><tr><td style="padding:16px 24px;background:${colour};color:#ffffff;font-size:18px;font-weight:600">${escape(notice.title)}</td></tr>
<tr><td style="padding:24px"><p style="margin:0 0 16px;white-space:pre-line">${escape(notice.text)}</p><table style="font-size:14px;border-collapse:collapse">${rows.join('')}</table></td></tr></table></body></html>`;
}

/** SMTP replies: 4yz may pass, 5yz will not (RFC 5321, section 4.2.1). A login that is refused can be mended where the password stands. */
function judgeFault(error: unknown): Outcome {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  const detail = responseCode ? `SMTP ${responseCode}` : faultOf(error);
  return responseCode && responseCode >= 500 && code !== 'EAUTH' ? { kind: 'refused', detail } : { kind: 'later', detail, after: 0 };
}

/** E-mail over SMTP, text and HTML; what follows in an incident answers its first mail, so that mail clients thread it. */
export function emailOutlet({ url, from, recipients }: EmailSettings): Outlet {
  // A connection an attempt would be slow in a storm; one that is kept open too long is dropped by the other side.
  const transport = createTransport({ url, pool: true, maxConnections: 2, maxMessages: 50, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, disableFileAccess: true, disableUrlAccess: true });
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'prescripto-ops.invalid';
  return {
    targets: recipients,
    send: async (letter) => {
      const { notice, target, repliesTo } = letter;
      const first = repliesTo === null ? null : messageIdOf(`${repliesTo}\n${target}`, domain);
      try {
        await transport.sendMail({
          from,
          to: target,
          subject: cut(notice.title, longestSubject),
          messageId: messageIdOf(`${notice.id}\n${target}`, domain),
          ...(first === null ? {} : { inReplyTo: first, references: [first] }),
          date: new Date(notice.at),
          text: `${notice.text}\n\n${rowsOf(letter).map(([name, value]) => `${name}: ${value}`).join('\n')}\n`,
          html: htmlOf(letter),
          ...(notice.severity === 'CRITICAL' && notice.event !== 'resolved' ? { priority: 'high' as const } : {}),
          // RFC 3834: no out-of-office answers a machine.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Ops-Alert': notice.alertId, 'X-Ops-Event': notice.event },
        });
        return { kind: 'taken', state: 'accepted', detail: 'SMTP 250' };
      } catch (error) {
        return judgeFault(error);
      }
    },
    close: () => transport.close(),
  };
}
