/** Where a piece of code was: all from 0. What the map says may be negative, or past every end. */
export interface Mapped {
  readonly source: number
  readonly line: number
  readonly column: number
  /** -1 where it has none. */
  readonly name: number
}

/**
 * The `mappings` of a source map in numbers of four bytes: as lists of lists, which libraries make of
 * them, a million took more memory than the whole sidecar may.
 *
 * @see https://tc39.es/ecma426/#sec-mappings
 */
export interface Mappings {
  /** What begins last at the column or before it; `undefined` where nothing does, or no source has it. */
  readonly at: (line: number, column: number) => Mapped | undefined
  /** The first on a line that some source has. */
  readonly first: (line: number) => Mapped | undefined
}

/** What each segment takes. */
export const SEGMENT_BYTES = 24

const comma = 44
const semicolon = 59

/** Lines and segments; `undefined` where a character is none of theirs. */
export function countSegments(text: string): number | undefined {
  if (/[^\w+/,;]|_/.test(text)) return undefined
  let count = 1
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === comma || code === semicolon) count++
  }
  return count
}

/** One list for each field of a segment. */
interface Fields {
  readonly starts: Int32Array
  readonly sources: Int32Array
  readonly lines: Int32Array
  readonly columns: Int32Array
  readonly names: Int32Array
}

/** Of at most `count` lines and segments. Damage leads to places that are nowhere. */
export function readMappings(text: string, count: number): Mappings {
  const fields: Fields = {
    starts: new Int32Array(count),
    sources: new Int32Array(count),
    lines: new Int32Array(count),
    columns: new Int32Array(count),
    names: new Int32Array(count),
  }
  const ends = decode(text, fields)

  const toMapped = (index: number): Mapped | undefined => {
    const { sources, lines, columns, names } = fields
    const [source = -1, line = -1, column = -1] = [sources[index], lines[index], columns[index]]
    return source === NONE ? undefined : { source, line, column, name: names[index] ?? NONE }
  }

  return {
    at: (line, column) => {
      const end = ends[line]
      if (end === undefined) return undefined
      const found = findLast(fields.starts, ends[line - 1] ?? 0, end, column)
      return found === undefined ? undefined : toMapped(found)
    },
    first: (line) => {
      const end = ends[line] ?? 0
      for (let index = ends[line - 1] ?? 0; index < end; index++) {
        const mapped = toMapped(index)
        if (mapped !== undefined) return mapped
      }
      return undefined
    },
  }
}

/** In the place of a source or a name that is not given. */
const NONE = -0x80000000

/** Fills the fields; where the segments of each line end. */
function decode(text: string, fields: Fields): Int32Array {
  const { starts, sources, lines, columns, names } = fields
  const ends = new Int32Array(starts.length)
  // Start, source, line, column, name: each is told as the difference to the one before.
  const now = new Int32Array(5)
  const steps = new Int32Array(5)
  let line = 0
  let lineStart = 0
  let count = 0
  let isSorted = true
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === semicolon) {
      if (!isSorted) sortLine(fields, lineStart, count)
      ends[line++] = count
      lineStart = count
      isSorted = true
      now[0] = 0
    }
    if (code === semicolon || code === comma) {
      at++
      continue
    }
    const end = findEnd(text, at)
    const given = readSteps(text, at, end, steps)
    for (let field = 0; field < given; field++) now[field] = (now[field] ?? 0) + (steps[field] ?? 0)
    at = end
    const start = now[0] ?? 0
    if (count > lineStart && start < (starts[count - 1] ?? 0)) isSorted = false
    starts[count] = start
    sources[count] = given < 4 ? NONE : (now[1] ?? NONE)
    lines[count] = now[2] ?? NONE
    columns[count] = now[3] ?? NONE
    names[count] = given < 5 ? NONE : (now[4] ?? NONE)
    count++
  }
  if (!isSorted) sortLine(fields, lineStart, count)
  ends[line++] = count
  return ends.subarray(0, line)
}

function findEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && text.charCodeAt(end) !== comma && text.charCodeAt(end) !== semicolon)
    end++
  return end
}

/** The value of a digit in base 64, by its character. */
const digits = new Uint8Array(128)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
for (let value = 0; value < alphabet.length; value++) digits[alphabet.charCodeAt(value)] = value

/** The numbers of a segment; how many there are. Five bits a digit, the sixth says that more follow. */
function readSteps(text: string, start: number, end: number, steps: Int32Array): number {
  let given = 0
  let number = 0
  let shift = 0
  for (let at = start; at < end; at++) {
    const digit = digits[text.charCodeAt(at)] ?? 0
    if (shift < 32) number |= (digit & 31) << shift
    shift += 5
    if ((digit & 32) !== 0) continue
    if (given < steps.length) {
      steps[given++] = (number & 1) === 0 ? number >>> 1 : -(number >>> 1)
    }
    number = 0
    shift = 0
  }
  // Two or three say nothing of a source.
  return given < 4 ? Math.min(given, 1) : given
}

/** Few tools write a line's segments in another order than that of the code. */
function sortLine(fields: Fields, from: number, to: number): void {
  const { starts, sources, lines, columns, names } = fields
  const order = Int32Array.from({ length: to - from }, (_, index) => from + index).toSorted(
    (one, other) => (starts[one] ?? 0) - (starts[other] ?? 0) || one - other,
  )
  for (const list of [starts, sources, lines, columns, names]) {
    const before = list.slice(from, to)
    for (const [place, index] of order.entries()) list[from + place] = before[index - from] ?? 0
  }
}

/** The last that starts there or before; of several that start there the first. */
function findLast(
  starts: Int32Array,
  from: number,
  to: number,
  column: number,
): number | undefined {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= column) low = middle + 1
    else high = middle
  }
  let found = low - 1
  if (found < from) return undefined
  if (starts[found] === column) while (found > from && starts[found - 1] === column) found--
  return found
}
