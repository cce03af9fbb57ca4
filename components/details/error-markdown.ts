import type { ErrorGroup, ErrorRecord, StackFrame } from '../../src/contract/error-record.ts';

export function frameText({ function: name, file, line, column }: Pick<StackFrame, 'function' | 'file' | 'line' | 'column'>): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return name === null ? place : place ? `${name} (${place})` : name;
}

const stackLine = (frame: StackFrame): string => `    at ${frameText(frame.source ?? frame)}`;

/** A group and one of its events as an issue tracker takes it. */
export function errorMarkdown(group: ErrorGroup, event: ErrorRecord | undefined): string {
  const iso = (at: number): string => new Date(at).toISOString();
  const rows = [
    ['Severity', group.severity],
    ['Category', group.category],
    ['Culprit', `\`${group.culprit}\``],
    ['Events', `${group.count} in ${group.sessions} sessions of ${group.users} users`],
    ['First seen', `${iso(group.firstSeen)} (${group.firstRelease})`],
    ['Last seen', `${iso(group.lastSeen)} (${group.lastRelease})`],
    ...(event ? [['Page', event.url]] : []),
    ['Signature', `\`${group.signature}\``],
  ];
  const stack = event ? [`${event.name}: ${event.message}`, ...event.frames.map(stackLine)] : [];
  const causes = event?.cause.flatMap((cause) => [`Caused by ${cause.name}: ${cause.message}`, ...cause.frames.map(stackLine)]) ?? [];
  const trail = event?.breadcrumbs.map((crumb) => `- ${iso(crumb.at)} ${crumb.category}: ${crumb.message}`) ?? [];
  return [
    `## ${group.title}`,
    '',
    ...rows.map(([name, value]) => `- **${name}:** ${value}`),
    ...(stack.length > 0 ? ['', '```', ...stack, ...causes, '```'] : []),
    ...(trail.length > 0 ? ['', '### Before it', '', ...trail] : []),
    '',
  ].join('\n');
}
