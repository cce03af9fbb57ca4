/** What stands where something was taken out: it says what went, and no rule finds anything in it. */
export const mark = (kind: string): string => `[Filtered:${kind}]`;

const marks = /(\[Filtered:[\w-]+\])/g;

/** What was taken out already must not be judged again, nor taken for the name of a secret. */
export const withoutMarks = (text: string): string => text.replace(marks, '');

/** A rule that knows nothing of marks, kept away from them. */
export const betweenMarks =
  (rule: (text: string) => string): typeof rule =>
  (text) =>
    text.split(marks).map((part, at) => (at % 2 ? part : rule(part))).join('');
