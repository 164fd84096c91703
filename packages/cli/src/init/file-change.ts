/** What is to be done to one file of the project, and undone again. */
export interface FileChange {
  /** Below the project's folder, with `/` between. */
  readonly file: string
  /** `undefined`: there is no such file. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly why: string
}

/** What is left to the person: lines for a file that is not ours to write. */
export interface HandWork {
  readonly file: string
  readonly reason: string
  readonly lines: readonly string[]
}
