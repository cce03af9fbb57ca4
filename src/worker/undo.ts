/** Is it undone by this call, or was it over before? */
export function undo(tx: { abort(): void }): boolean {
  try {
    tx.abort();
    return true;
  } catch {
    return false;
  }
}
