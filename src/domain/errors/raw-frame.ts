import type { FrameLocation } from './frame-location.ts';

/** A frame as the engine's text has it, before anyone judges whose code it is. */
export interface RawFrame extends FrameLocation {
  readonly function: string | null;
}
