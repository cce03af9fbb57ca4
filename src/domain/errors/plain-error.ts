import type { SerializedError } from '../../contract/serialized-error.ts';

/**
 * An error's name and message as the page meant them: in the words of the `error` event, a TypeError is an `Error` with the message
 * `Uncaught (in promise) TypeError: x`.
 */
export function plainError({ name, message }: Pick<SerializedError, 'name' | 'message'>): Pick<SerializedError, 'name' | 'message'> {
  const bare = message.replace(/^Uncaught (?:\(in promise\):? |exception: )?/i, '');
  const [, type = name || 'Error', rest = bare] = (/^(?:Error)?$/.test(name) && /^(\w{0,60}(?:Error|Exception)): (.*)$/s.exec(bare)) || [];
  return { name: type, message: rest };
}
