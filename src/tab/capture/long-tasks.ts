import type { Tools } from '../tools.ts';

export function captureLongTasks({ observe, put }: Tools): void {
  observe('longtask', (entries) => {
    for (const { duration, startTime } of entries) put({ kind: 'metric', type: 'long_task', name: 'long_task', value: duration, unit: 'ms', tags: { startTime } });
  });
}
