// Stack traces as V8, Firefox and Safari print them, into frames as the service's reader of events takes them: the oldest first.

import { address } from './scrub.js';

/** A place in a script. */
export interface Frame {
  /** The address of the script, without its query. */
  filename: string;
  /** Empty where it has no name. */
  function: string;
  /** From 1. */
  lineno: number;
  /** From 1. */
  colno: number;
}

/** The script of a frame, and the debug id that its build gave it. */
export interface Image {
  type: 'sourcemap';
  code_file: string;
  debug_id: string;
}

/** Frames of one trace that are kept: those nearest to the error. */
const MOST = 50;
/** Longer lines, and what comes after so much of a trace, are no frames of a page. */
const [MOST_LINE, MOST_TRACE] = [1_024, 60_000];
const V8 = /^\s*at (?:async )?(?:(.+?) \()?(?:eval at .+? \()?(\S+?):(\d+):(\d+)\)?(?:, .*)?$/;
const OTHERS = /^(.*?)@(\S+?):(\d+):(\d+)$/;

/** The frames of a trace; none for a text that is no trace. */
export function frames(stack: unknown): Frame[] {
  const found: Frame[] = [];
  for (const line of String(stack || '').slice(0, MOST_TRACE).split('\n')) {
    const parts = line.length <= MOST_LINE && (V8.exec(line) || OTHERS.exec(line.trim()));
    if (parts) found.push({ filename: address(parts[2]!), function: parts[1] || '', lineno: +parts[3]!, colno: +parts[4]! });
    if (found.length === MOST) break;
  }
  return found.reverse();
}

/** Where the build registers its ids: by a stack trace of each script. */
interface Registers {
  _errpredictDebugIds?: Record<string, string>;
  _sentryDebugIds?: Record<string, string>;
}

/** The debug ids of the scripts that a trace passes through. */
export function images(trace: Frame[]): Image[] {
  const { _errpredictDebugIds, _sentryDebugIds } = globalThis as Registers;
  const ids: Record<string, string> = { ..._sentryDebugIds, ..._errpredictDebugIds };
  const found: Record<string, string> = {};
  for (const stack of Object.keys(ids)) {
    const file = frames(stack).pop()?.filename;
    if (file && trace.some((frame) => frame.filename === file)) found[file] = ids[stack]!;
  }
  return Object.keys(found).map((code_file) => ({ type: 'sourcemap', code_file, debug_id: found[code_file]! }));
}
