import type { ErrorOptions } from '../../contract/config.ts';
import type { ErrorRecord, GroupExplanation } from '../../contract/error-record.ts';
import { engineMessages } from './engine-messages.ts';
import { isAsyncFrame } from './function-name.ts';
import { ownGroup } from './own-group.ts';
import { comparedOf, signatureOf } from './signature.ts';

/** Says which rule put an occurrence into its group. `rules`: those of the options as they are now; it may have been grouped by others. */
export function explainGroup(record: ErrorRecord, rules: ErrorOptions['fingerprint']): GroupExplanation {
  const { kind, subject, place, line } = comparedOf(record);
  const [file = '', ...calls] = place;
  const named = ownGroup(record, rules);
  if (named && signatureOf(record, rules).signature === record.signature) {
    const source = Object.values(rules).find((one) => ownGroup(record, { group: one })) ?? '';
    return { rule: 'fingerprint', what: named, names: null, place: [], says: [`The option errors.fingerprint makes the group "${named}" of all that fits ${source}.`, 'Messages, functions and files do not count.'] };
  }
  const rule = engineMessages.some(([name]) => name === kind) ? 'engine' : kind.includes(': ') ? 'message' : 'exception';
  const words = {
    engine: `"${record.message.slice(0, 200)}" is one of the ways in which browsers say "${kind}": their words do not count.`,
    exception: `Browsers have many words for a ${kind}: its name counts, its message does not.`,
    message: `The message counts without its addresses, ids, numbers, dates and quoted values: "${kind}".`,
  }[rule];
  const joined = signatureOf(record).signature !== record.signature;
  return {
    rule,
    what: kind,
    names: subject ?? null,
    place,
    says: [
      words,
      ...(subject ? [`"${subject}" is what the message names: another one is another group.`] : []),
      calls.length ? `It happened in ${calls.join(', called by ')}${file && ` of ${file}`}: lines, columns and the hash of a build do not count.` : 'There is no stack: the message alone counts.',
      ...(calls.length && record.frames.some(({ inApp }) => !inApp) ? ['Frames of libraries, extensions and the browser were left out.'] : []),
      ...(record.frames.some(({ function: name }) => isAsyncFrame(name)) ? ['What lies behind an await was left out: only some browsers show it.'] : []),
      ...(joined ? [`This browser does not say which property it was; the group was found by line ${line ?? '?'} of the same function, or by rules that have changed since.`] : []),
    ],
  };
}
