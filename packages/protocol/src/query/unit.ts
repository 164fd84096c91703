export type Dimension = 'duration' | 'size' | 'ratio' | 'time'

/**
 * What a field's numbers measure. Factors count the smallest unit of a dimension (nanoseconds,
 * bits, per cent): whole numbers, so that `7%` is 0.07 and not 0.07000000000000001.
 */
export interface Unit {
  readonly dimension: Dimension
  readonly factor: number
}

/** Where a field says no unit: milliseconds, bytes, ratios. */
export const plainUnits: Readonly<Record<Dimension, Unit>> = {
  duration: { dimension: 'duration', factor: 1e6 },
  size: { dimension: 'size', factor: 8 },
  ratio: { dimension: 'ratio', factor: 100 },
  time: { dimension: 'time', factor: 1 },
}

const durations: readonly (readonly [number, string])[] = [
  [1, 'ns nanosecond'],
  [1e3, 'us \u00b5s \u03bcs microsecond'],
  [1e6, 'ms millisecond'],
  [1e9, 's sec second'],
  [60e9, 'min m minute'],
  [3600e9, 'h hr hour'],
  [86_400e9, 'd day'],
  [604_800e9, 'w wk week'],
]

const prefixes: readonly (readonly [string, string, string])[] = [
  ['k', 'kilo', 'kibi'],
  ['m', 'mega', 'mebi'],
  ['g', 'giga', 'gibi'],
  ['t', 'tera', 'tebi'],
  ['p', 'peta', 'pebi'],
  ['e', 'exa', 'exbi'],
  ['z', 'zetta', 'zebi'],
  ['y', 'yotta', 'yobi'],
]

/** Everything that may stand behind a number of a query; units of telemetry have the same names. */
const suffixes: ReadonlyMap<string, Unit> = new Map(listSuffixes())

const names: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['ratio', plainUnits.ratio],
  ['percent', { dimension: 'ratio', factor: 1 }],
  ['time', plainUnits.time],
])

/**
 * The unit with this name, as SDKs and OpenTelemetry write it, or `time` for milliseconds since
 * the epoch. `undefined`: a number of its own.
 */
export function toUnit(name: string | undefined): Unit | undefined {
  return name === undefined ? undefined : (toSuffixUnit(name) ?? names.get(name.toLowerCase()))
}

export function toSuffixUnit(suffix: string): Unit | undefined {
  const name = suffix.toLowerCase()
  return suffixes.get(name) ?? suffixes.get(name.replace(/s$/, ''))
}

/** What is written behind a number in this unit; nothing where that is a ratio. */
export function toSuffix({ dimension, factor }: Unit): string {
  for (const [suffix, unit] of suffixes) {
    if (unit.dimension === dimension && unit.factor === factor) return suffix
  }
  return ''
}

function* listSuffixes(): Generator<[string, Unit]> {
  for (const [factor, words] of durations) {
    for (const word of words.split(' ')) yield [word, { dimension: 'duration', factor }]
  }
  yield ['bit', { dimension: 'size', factor: 1 }]
  for (const word of ['b', 'by', 'byte']) yield [word, plainUnits.size]
  for (const [index, [letter, decimal, binary]] of prefixes.entries()) {
    const thousands: Unit = { dimension: 'size', factor: 8 * 1000 ** (index + 1) }
    yield [`${letter}b`, thousands]
    yield [`${decimal}byte`, thousands]
    const kibis: Unit = { dimension: 'size', factor: 8 * 1024 ** (index + 1) }
    yield [`${letter}ib`, kibis]
    yield [`${binary}byte`, kibis]
  }
  yield ['%', { dimension: 'ratio', factor: 1 }]
}
