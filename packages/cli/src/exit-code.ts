/** How a command ends. Scripts and CI read these: `docs/exit-codes.md` says what each means. */
export const exitCodes = {
  done: 0,
  /** What was asked for is not so: nothing matched in time, an expectation does not hold, no such thing. */
  unmet: 1,
  /** The command line is wrong: an unknown command or option, a query that cannot be read. */
  usage: 2,
  /** No sidecar answers and none could be started, or the data cannot be read. */
  unreachable: 3,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command: said in one line what, in one line what to do. */
export class CommandFailure extends Error {
  readonly code: ExitCode
  readonly fix: string | undefined

  constructor(code: ExitCode, message: string, fix?: string) {
    super(message)
    this.code = code
    this.fix = fix
  }
}
