import type { Tools } from '../tools.ts';
import type { Tell } from './capture-insights.ts';

/** Long Animation Frames API (W3C): Chromium only. */
export interface FrameScript {
  readonly startTime: number;
  readonly duration: number;
  readonly sourceURL: string;
  readonly sourceFunctionName: string;
  readonly invoker: string;
  readonly invokerType: string;
  readonly forcedStyleAndLayoutDuration: number;
}
export interface Frame extends PerformanceEntry {
  readonly blockingDuration: number;
  readonly styleAndLayoutStart: number;
  readonly scripts: readonly FrameScript[];
}

const kept = 30;
/** ms of a script below which it is not what a frame was long for. */
const long = 50;

/** Where a script is from: its file, or what called it. */
export const sourceOf = ({ sourceURL, invoker }: FrameScript): string => sourceURL.split('?')[0] || invoker;

/** Long animation frames with the scripts that made them long. Answers the newest of them. */
export function watchFrames({ observe }: Tools, tell: Tell): readonly Frame[] {
  const frames: Frame[] = [];
  observe('long-animation-frame', (entries) => {
    for (const frame of entries as Frame[]) {
      frames.push(frame);
      for (const script of frame.scripts) {
        const { duration, invoker, invokerType, sourceFunctionName, forcedStyleAndLayoutDuration } = script;
        if (duration >= long) tell('script', duration, { target: sourceOf(script), invoker, invokerType, function: sourceFunctionName, forcedLayout: forcedStyleAndLayoutDuration, frame: frame.duration, blocking: frame.blockingDuration });
      }
    }
    frames.splice(0, frames.length - kept);
  });
  return frames;
}
