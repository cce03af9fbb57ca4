import type { Tools } from '../tools.ts';

export function captureLongTasks({ observe, metric }: Tools): void {
  observe('longtask', (entries) => {
    for (const { duration } of entries) metric('long_task', 'long_task', duration);
  });
}
