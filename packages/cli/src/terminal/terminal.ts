import { createStyles } from './styles.ts'
import type { Styles } from './styles.ts'

/** Where a command prints: what is asked for, and what the person has to be told. */
export interface Terminal {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** Columns; in a pipe there is no end. */
  readonly width: number
  /** Somebody looks at it: not a pipe, not a file. */
  readonly isInteractive: boolean
  readonly styles: Styles
}

export interface TerminalStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly write: (text: string) => unknown
}

const WIDTH = 80

export function createTerminal(
  output: TerminalStream,
  errors: TerminalStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const isInteractive = output.isTTY === true
  return {
    print: (line) => void output.write(`${line}\n`),
    complain: (line) => void errors.write(`${line}\n`),
    width: isInteractive ? (output.columns ?? WIDTH) : Infinity,
    isInteractive,
    styles: createStyles(hasColours(isInteractive, environment)),
  }
}

/** @see https://no-color.org and https://force-color.org */
function hasColours(
  isInteractive: boolean,
  { NO_COLOR, FORCE_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true
  return isInteractive && TERM !== 'dumb'
}

/** Who reads no further (`| head`) has what they wanted: that is no failure, and nothing to report. */
export function endQuietlyOnBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(process.exitCode ?? 0)
  })
}
