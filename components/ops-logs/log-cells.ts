import { html } from 'lit';
import type { LogEntry } from '../../src/contract/log-entry.ts';
import { cachedFormat } from '../shared/cached-format.ts';
import { stateIcon } from '../shared/state-icon.ts';
import { contextLine, levelShapes } from './log-view.ts';
import type { OpsLogs } from './ops-logs.ts';

/** To the millisecond: what was logged in one second has an order. */
function clock(language: string, at: number, timeZone: string | undefined): string {
  const zone = timeZone ? { timeZone } : {};
  return cachedFormat(Intl.DateTimeFormat, language, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23', ...zone } as Intl.DateTimeFormatOptions).format(at);
}

/** What stands in the cells of an entry. */
export function logCells(host: OpsLogs, entry: LogEntry): Readonly<Record<string, unknown>> {
  const { level, type, timestamp, message } = entry;
  const component = entry.context['component'];
  return {
    time: html`<time datetime=${new Date(timestamp).toISOString()} title=${host.moment(timestamp)}>${clock(host.language, timestamp, host.timeZone)}</time>`,
    level: html`${stateIcon(levelShapes[level])}${host.nameOf(level)}`,
    source: typeof component === 'string' ? component : host.nameOf(type),
    message: html`${message}<span class="mu">${contextLine(entry)}</span>`,
  };
}
