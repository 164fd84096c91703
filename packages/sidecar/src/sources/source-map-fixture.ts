/** One place of a script and where it was: all from 0. */
export type Mapping = readonly [
  line: number,
  column: number,
  source: number,
  sourceLine: number,
  sourceColumn: number,
  name?: number,
]

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The `mappings` of a source map: https://tc39.es/ecma426/#sec-mappings */
export function toMappings(mappings: readonly Mapping[]): string {
  const lines: string[][] = []
  let before: readonly number[] = [0, 0, 0, 0]
  let nameBefore = 0
  for (const [line, column, source, sourceLine, sourceColumn, name] of mappings) {
    while (lines.length <= line) {
      lines.push([])
      before = [0, ...before.slice(1)]
    }
    const place = [column, source, sourceLine, sourceColumn]
    const steps = place.map((value, index) => value - (before[index] ?? 0))
    if (name !== undefined) steps.push(name - nameBefore)
    nameBefore = name ?? nameBefore
    before = place
    lines.at(-1)?.push(steps.map(toDigits).join(''))
  }
  return lines.map((line) => line.join(',')).join(';')
}

function toDigits(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1
  let text = ''
  do {
    const digit = rest & 31
    rest >>>= 5
    text += digits[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}

/** A source map of one source's first line, unless told otherwise. */
export function makeMap(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: 3,
    sources: ['cart.ts'],
    names: [],
    mappings: toMappings([[0, 0, 0, 0, 0]]),
    ...fields,
  })
}
