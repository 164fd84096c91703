/** The file is no database, or its pages contradict one another. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error && /not a database|disk image is malformed|corrupt/i.test(error.message)
  )
}

/** The disk takes no more, or nothing at all. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    /disk.*full|ENOSPC|disk I\/O|unable to open|readonly|read-only/i.test(error.message)
  )
}
