import type { StackFrame } from '../../contract/error-record.ts';

const extension = /^[\w-]+-extension\b|^(?:webkit-masked-url|user-script):/;

/** The engine; libraries by their folder, host or file name; and this agent: an error that passes through a wrapper of ours is not ours. */
const foreign =
  /^(?:\[|native code|self-hosted|node:|resource:|chrome:|webpack:\/\/[^/]*\/webpack\/)|(?:^|[\\/])(?:node_modules|vendor|~)[\\/]|\/@(?:vite|react-refresh)|[/.](?:unpkg|jsdelivr|cdnjs|google[\w-]+|js\.stripe)\.\w+[/.]|[\\/](?:(?:chunk-)?vendors?|polyfills?|jquery|react|vue|prescripto-ops|InternalBytecode)(?:[.~-][\w.~-]*)?\.m?js\b/i;

/** Is the frame the browser extension's? */
export const isExtension = (file: string): boolean => extension.test(file);

/** Is the frame the application's own code, as opposed to a library, an extension, the engine or this agent? */
export const isInApp = ({ file, line }: Pick<StackFrame, 'file' | 'line'>): boolean =>
  // `<anonymous>` without a line is a built-in (`Array.map (<anonymous>)`), with a line it is evaluated code.
  file !== null && (file !== '<anonymous>' || line !== null) && !extension.test(file) && !foreign.test(file);
