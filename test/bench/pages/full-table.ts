import type { LogEntry } from '../../../src/contract/log-entry.ts';

/** Entries that it keeps, as `<ops-logs>` does. */
const kept = 10_000;

const cell = (text: string): HTMLElement => Object.assign(document.createElement('td'), { textContent: text });

function row({ id, timestamp, level, type, message, context }: LogEntry): HTMLElement {
  const line = document.createElement('tr');
  line.className = 'row';
  line.dataset['key'] = id;
  line.append(cell(new Date(timestamp).toISOString().slice(11, 23)), cell(level), cell(type), cell(`${message} ${JSON.stringify(context)}`));
  return line;
}

/** What one would write without a library: a table with a row for each entry, that scrolls and follows its end. */
export function fullTable(entries: readonly LogEntry[]): HTMLElement & { add(fresh: readonly LogEntry[]): void } {
  const box = document.createElement('div');
  const table = document.createElement('table');
  const body = table.createTBody();
  box.className = 'rows';
  box.style.cssText = 'block-size: 540px; overflow: auto; font: 14px/30px sans-serif';
  body.append(...entries.map(row));
  box.append(table);
  const whole = document.createElement('div');
  whole.append(box);
  const follow = (): void => void (box.scrollTop = box.scrollHeight);
  requestAnimationFrame(follow);
  return Object.assign(whole, {
    add: (fresh: readonly LogEntry[]) => {
      body.append(...fresh.map(row));
      while (body.childElementCount > kept) body.firstElementChild!.remove();
      follow();
    },
  });
}
