/** The value of an answer; throws where it is a refusal (`Result` with `ok: false`). */
export function unwrap(answer: unknown): unknown {
  const { ok, value, error } = Object(answer) as Partial<{ ok: boolean; value: unknown; error: string }>;
  if (ok === false) throw new Error(error);
  return ok ? value : answer;
}
