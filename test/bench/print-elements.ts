import type { ElementCost } from './measure-elements.ts';
import type { Out } from './out.ts';

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));
const mb = (bytes: number): string => (bytes / 1e6).toFixed(2);

export function printElements(out: Out, { first, load, hour, gone }: ElementCost): void {
  out.line('Ten thousand log rows, from the order to the newest on the screen; a page each, only the chunk of the element loaded before');
  out.table(Object.fromEntries(first.map(({ what, median, rounds, nodes, all }) => [what, { 'median, ms': round(median), 'rounds, ms': rounds.map((ms) => round(ms)).join(' '), 'elements in the list': nodes, 'in all': all }])));
  const [ours, table] = first;
  if (ours && table) out.line(`a table of all rows takes ${round(table.median / ours.median, 1)} times as long and ${round(table.nodes / ours.nodes)} times the elements`);
  out.line('While events come: of ours from another tab through the worker, of the table in its own page');
  out.table(
    Object.fromEntries(
      load.map(({ what, events, fps, longest, rendersAFrame, renders, drawings, chartPause, unseen }) => [
        what,
        { 'events a second': round(events), 'fps': round(fps, 1), 'longest task, ms': round(longest), renders, 'most a frame': rendersAFrame, 'charts drawn': drawings, 'least ms between': chartPause === null ? '–' : round(chartPause), 'off screen': unseen },
      ]),
    ),
  );
  out.line('What is left: of the dashboard and the logs an hour later, and of a hundred elements that came and went');
  out.table({ 'an hour': { 'heap, MB': mb(hour.heap), nodes: hour.nodes, listeners: hour.listeners }, 'a hundred': { 'heap, MB': mb(gone.heap), nodes: gone.nodes, listeners: gone.listeners } });
}
