import type { HeardLevel } from './heard.ts'

/** What `footlight run` reads of everything that is printed below it: each line is a log already. */
const KEPT_STREAMS = 'FOOTLIGHT_LINES'

type StreamName = 'stdout' | 'stderr'

export function readKeptStreams(
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlySet<string> {
  return new Set(environment[KEPT_STREAMS]?.split(','))
}

/** Where the console prints. */
export function toStreamName(level: HeardLevel): StreamName {
  return level === 'warn' || level === 'error' ? 'stderr' : 'stdout'
}
