/** What stands where something was taken out: it says what went, and no rule finds anything in it. */
export function mark(kind: string): string {
  return `[Filtered:${kind}]`;
}

const whole = /^\[Filtered:[a-z-]+\]$/;

export function isMark(text: string): boolean {
  return whole.test(text);
}
