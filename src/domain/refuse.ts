/** Refuses what a question was asked with, at the door: where, what was expected and what was got. */
export function refuse(where: string, expected: string, got: unknown): never {
  throw new TypeError(`prescripto-ops: ${where}: expected ${expected}, got ${typeof got === 'number' ? got : JSON.stringify(got)}`);
}
