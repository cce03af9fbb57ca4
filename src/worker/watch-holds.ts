import { undo } from './undo.ts';

/** Answers as `work` does, the work of `tx`; calls `lose` if another page keeps the database. */
export type WatchHolds = <R>(tx: IDBTransaction, work: Promise<R>, lose: (why: string) => never) => Promise<R>;

/**
 * Firefox freezes a worker with the page that it keeps for the back button, also in the midst of a transaction, and no other of the
 * origin begins for as long as that lasts. One that has not begun at the third look, while no other of this store is under way, is undone.
 * Counted in looks, not in ms: a worker that was itself frozen has not waited.
 *
 * @param every ms between two looks
 */
export function watchHolds(every: number): WatchHolds {
  const begun = new Set<IDBTransaction>();
  return (tx, work, lose) => {
    let looks = 0;
    let timer: ReturnType<typeof setInterval> | undefined;
    const waited = new Promise<void>((done) => {
      timer = setInterval(() => {
        looks = begun.size ? 0 : looks + 1;
        if (looks > 2 && undo(tx)) done();
      }, every);
    });
    tx.addEventListener('success', () => begun.add(tx), true);
    const over = (): void => {
      clearInterval(timer);
      begun.delete(tx);
    };
    return Promise.race([work.finally(over), waited.then(() => lose('another page keeps it'))]);
  };
}
