/**
 * Nothing more can be stored: the origin's quota is used up, or the disk. Its `name` is the platform's, so that whoever
 * cannot see this class knows it too.
 */
export class StoreFullError extends Error {
  override readonly name = 'QuotaExceededError';

  constructor(cause: unknown) {
    super('the storage quota of this origin is used up', { cause });
  }
}
