// Functions are hoisted: they may stand anywhere in their scope, and so where they compress best (scripts/arranged.mjs says why that matters).
import { readFileSync } from 'node:fs';

/** Found by `node scripts/arrange.mjs`: the statements of the worker by the names that they declare. One that is out of date costs bytes and nothing else. */
export const statementsFile = new URL('statement-order.json', import.meta.url);
/** Those of the script tag, found by `node scripts/arrange-tab.mjs`. */
export const tabStatementsFile = new URL('tab-statement-order.json', import.meta.url);

export const readStatements = (file = statementsFile) => JSON.parse(readFileSync(file, 'utf8'));

/** The statements of the one function that `text` is, which terser wrote with an indent of one. */
export function statementsOf(text) {
  const [, head, body, tail] = /^(.*\n)([\s\S]*\n)(\}.*\s*)$/.exec(text);
  const statements = body.split(/^( (?:async )?function [\s\S]*?^ \}\n)|^(?= var )/m).filter(Boolean).map((code) => {
    const [, kind, name] = /^ (async function|function|var) ([\w$]+)/.exec(code) ?? [];
    return { code, name, hoisted: kind !== undefined && kind !== 'var' };
  });
  return { head, statements, tail };
}

/** The text with its functions where `order` has them. All else keeps its order, and what is not in there its place. */
export function moveFunctions(text, order) {
  const { head, statements, tail } = statementsOf(text);
  const places = new Map(order.map((name, place) => [name, place]));
  let last = -1;
  let reached = -1;
  const placed = statements.map(({ code, name, hoisted }) => {
    const place = places.get(name);
    last = hoisted ? (place ?? last) : (reached = Math.max(reached, place ?? reached));
    return { code, place: last };
  });
  return head + placed.sort((a, b) => a.place - b.place).map(({ code }) => code).join('') + tail;
}
