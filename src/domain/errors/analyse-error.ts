import type { ErrorCause, StackFrame } from '../../contract/error-record.ts';
import type { ErrorSignal } from '../../contract/signal.ts';
import { classify } from './classify.ts';
import type { Classification } from './classify.ts';
import { fingerprintOf } from './fingerprint.ts';
import { framesOf } from './frames-of.ts';
import { noiseOf } from './noise.ts';
import type { Noise } from './noise.ts';
import { pagePath } from './page-path.ts';
import { signatureOf } from './signature.ts';
import type { Signature } from './signature.ts';

/** All that follows from an error alone, whatever came before it. */
export interface Analysis extends Classification {
  readonly frames: readonly StackFrame[];
  readonly causes: readonly ErrorCause[];
  readonly identity: Signature;
  readonly fingerprint: string;
  readonly noise: Noise | null;
}

/** Deeper chains tell no more, and the tab sends no more. */
const maxCauses = 5;

/** Reads an error: its frames and those of its causes, what it is about, and what names it. */
export function analyseError({ error, mechanism, handled, category, severity, context, scope }: ErrorSignal, userAgent: string): Analysis {
  const { name, message, props } = error;
  const frames = framesOf(error);
  return {
    frames,
    causes: (error.causes ?? []).slice(0, maxCauses).map((cause) => ({ name: cause.name, message: cause.message, frames: framesOf(cause) })),
    ...classify({ name, message, mechanism, handled, props, context: { ...scope.context, ...context }, category, severity }),
    identity: signatureOf({ name, message, frames, mechanism }),
    fingerprint: fingerprintOf(name, message, frames, pagePath(scope.url)),
    noise: noiseOf(message, frames, userAgent),
  };
}

/** Signals of one key have one analysis; a loop throws the same error hundreds of times a batch. */
export function analysisKey({ error, mechanism, handled, category, severity, context, scope }: ErrorSignal): string {
  const said = { ...scope.context, ...context };
  const decisive = [said.category, said.severity, said.level, said.status, said.statusCode, error.props?.status, error.props?.statusCode];
  const texts = [error, ...(error.causes ?? [])].flatMap(({ name, message, stack }) => [name, message, stack]);
  return JSON.stringify([...texts, mechanism, handled, category, severity, pagePath(scope.url), ...decisive.map(String)]);
}
