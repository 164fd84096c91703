import type { Hunk } from 'protocol'

/** Unchanged lines kept around a change. */
const CONTEXT = 3

/** More edits than this are told as one replaced block: the search takes their square. */
const EDIT_LIMIT = 500

/** Lines of one save; nobody reads more beside an error. */
const LINE_LIMIT = 400

/** One line of the new text, the old one, or both. */
interface Step {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/**
 * What changed from one text to another, as unified hunks. Line endings do not count: git and
 * editors turn them around.
 */
export function toHunks(before: string, after: string): readonly Hunk[] {
  const old = toLines(before)
  const fresh = toLines(after)
  const least = Math.min(old.length, fresh.length)
  let head = 0
  while (head < least && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < least - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail])
    tail++
  if (head === old.length && head === fresh.length) return []

  const changed = toSteps(
    old.slice(head, old.length - tail),
    fresh.slice(head, fresh.length - tail),
  )
  const start = Math.max(head - CONTEXT, 0)
  const steps = [
    ...keep(old.slice(start, head)),
    ...changed,
    ...keep(old.slice(old.length - tail, old.length - tail + CONTEXT)),
  ]
  return cut(steps, start)
}

function toLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  // The end of the last line begins no other.
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function keep(lines: readonly string[]): readonly Step[] {
  return lines.map((text) => ({ sign: ' ', text }))
}

/**
 * The shortest edit script.
 *
 * @see http://www.xmailserver.org/diff2.pdf "An O(ND) Difference Algorithm and Its Variations"
 */
function toSteps(old: readonly string[], fresh: readonly string[]): readonly Step[] {
  const limit = Math.min(old.length + fresh.length, EDIT_LIMIT)
  /** For each number of edits: how far into `old` each diagonal was reached before it. */
  const trail: Int32Array[] = []
  let reached = new Int32Array(2 * limit + 3)
  const at = (diagonal: number, from: Int32Array): number => from[diagonal + limit + 1] ?? 0
  for (let edits = 0; edits <= limit; edits++) {
    trail.push(reached.slice())
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(diagonal, edits, reached, at)
        ? at(diagonal + 1, reached)
        : at(diagonal - 1, reached) + 1
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++
      reached[diagonal + limit + 1] = x
      if (x >= old.length && x - diagonal >= fresh.length) return walkBack(old, fresh, trail, at)
    }
  }
  return [
    ...old.map((text) => ({ sign: '-', text }) as const),
    ...fresh.map((text) => ({ sign: '+', text }) as const),
  ]
}

type Reach = (diagonal: number, from: Int32Array) => number

/** Whether this diagonal is best reached by an inserted line, not by a deleted one. */
function isDown(diagonal: number, edits: number, reached: Int32Array, at: Reach): boolean {
  return (
    diagonal === -edits ||
    (diagonal !== edits && at(diagonal - 1, reached) < at(diagonal + 1, reached))
  )
}

function walkBack(
  old: readonly string[],
  fresh: readonly string[],
  trail: readonly Int32Array[],
  at: Reach,
): readonly Step[] {
  const steps: Step[] = []
  let x = old.length
  let y = fresh.length
  for (let edits = trail.length - 1; edits >= 0; edits--) {
    const reached = trail[edits] ?? new Int32Array()
    const diagonal = x - y
    const isInsert = isDown(diagonal, edits, reached, at)
    const from = isInsert ? diagonal + 1 : diagonal - 1
    const fromX = edits === 0 ? 0 : at(from, reached)
    const fromY = edits === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY) {
      steps.push({ sign: ' ', text: old[--x] ?? '' })
      y--
    }
    if (edits === 0) break
    steps.push(
      isInsert ? { sign: '+', text: fresh[--y] ?? '' } : { sign: '-', text: old[--x] ?? '' },
    )
  }
  return steps.toReversed()
}

/** Steps as hunks: what is far from every change is left out. */
function cut(steps: readonly Step[], start: number): readonly Hunk[] {
  const hunks: Hunk[] = []
  let open: { oldStart: number; newStart: number; lines: string[]; quiet: number } | undefined
  let oldLine = start
  let newLine = start
  let count = 0
  const close = (): void => {
    if (open === undefined) return
    const extra = Math.max(open.quiet - CONTEXT, 0)
    const lines = extra === 0 ? open.lines : open.lines.slice(0, -extra)
    hunks.push({ oldStart: open.oldStart, newStart: open.newStart, lines })
    open = undefined
  }
  for (const [index, { sign, text }] of steps.entries()) {
    if (sign !== ' ' && open === undefined) {
      const lead = leadOf(steps, index)
      open = {
        oldStart: oldLine - lead.length + 1,
        newStart: newLine - lead.length + 1,
        lines: lead.map((step) => ` ${step.text}`),
        quiet: 0,
      }
    }
    if (sign !== '+') oldLine++
    if (sign !== '-') newLine++
    if (open === undefined) continue
    if (++count > LINE_LIMIT) break
    open.lines.push(`${sign}${text}`)
    open.quiet = sign === ' ' ? open.quiet + 1 : 0
    // Two changes this near share their context.
    if (open.quiet > 2 * CONTEXT) close()
  }
  close()
  return hunks
}

/** The unchanged lines right before a change. */
function leadOf(steps: readonly Step[], index: number): readonly Step[] {
  let from = index
  while (from > 0 && index - from < CONTEXT && steps[from - 1]?.sign === ' ') from--
  return steps.slice(from, index)
}
