import type { Topic } from '../../contract/notices.ts';

/** Says that a topic changed, in every tab and every runtime of the origin. Coalesces: at most four a second a topic. */
export type Notify = (topic: Topic) => void;
