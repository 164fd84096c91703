let total = 0

/** What we take from the page, counted where we are called: it is shown, so that nobody has to guess. */
export function timed(run: () => void): void {
  const start = performance.now()
  try {
    run()
  } finally {
    total += performance.now() - start
  }
}

/** Milliseconds since the page began. */
export function readOwnTime(): number {
  return total
}
