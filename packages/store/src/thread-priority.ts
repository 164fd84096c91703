import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Of -20, first of all, to 19, last of all. */
const LATER = 5

/**
 * Lets the other threads go first, as long as there are not processors for all: SDKs wait for the one
 * that answers, and nobody for rows to be a moment later. Only on Linux a thread has a priority of its
 * own; elsewhere it would be that of the whole process.
 *
 * @see https://man7.org/linux/man-pages/man2/setpriority.2.html#NOTES
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    const [thread] = readFileSync('/proc/thread-self/stat', 'utf8').split(' ')
    setPriority(Number(thread), LATER)
  } catch {
    // Where the system does not tell, or does not let us, the threads share as they did.
  }
}
