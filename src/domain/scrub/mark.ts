/** What stands where something was taken out: it says what went, and no rule finds anything in it. */
export function mark(kind: string): string {
  return `[Filtered:${kind}]`;
}

const whole = /^\[Filtered:[a-z-]+\]$/;

export function isMark(text: string): boolean {
  return whole.test(text);
}

/** A name that held something (`[Filtered:api-key]` as a key) must not be taken for the name of a secret next time. */
export function withoutMarks(text: string): string {
  return text.includes('[Filtered:') ? text.replace(/\[Filtered:[a-z-]+\]/g, '') : text;
}
