import type { Topic } from '../../contract/notices.ts';

/** Says that a topic changed, in every tab and every runtime of the origin. Coalesces: at most four notices a second. */
export type Notify = (topic: Topic) => void;
