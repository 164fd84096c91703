import { readLogLevel } from '../level.ts'
import type { LogLevel } from '../level.ts'
import { lookUp } from '../look-up.ts'

/** What `readLogLevel` does not know, since no Sentry SDK says it: syslog, PostgreSQL, Java, Go. */
const WORDS: Readonly<Record<string, LogLevel>> = {
  emerg: 'fatal',
  crit: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  severe: 'error',
  statement: 'info',
  default: 'info',
  config: 'info',
  fine: 'debug',
  finer: 'trace',
  finest: 'trace',
}

/** Syslog's numbers, which GELF and journald send too. */
const SEVERITIES: readonly LogLevel[] = [
  'fatal',
  'fatal',
  'fatal',
  'error',
  'warn',
  'info',
  'info',
  'debug',
]

export function toSyslogLevel(severity: number): LogLevel {
  return SEVERITIES[severity & 7] ?? 'info'
}

/** pino's and bunyan's numbers, from the worst down; what lies between belongs to the lower one. */
const STEPS: readonly (readonly [number, LogLevel])[] = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
  [20, 'debug'],
  [10, 'trace'],
]

/** A level as anybody logs it: a word of any system, pino's 10 to 60, or syslog's 0 to 7. */
export function readAnyLevel(value: unknown): LogLevel | undefined {
  if (typeof value === 'number') return readLevelNumber(value)
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  if (/^\d{1,2}$/.test(word)) return readLevelNumber(Number(word))
  // PostgreSQL numbers its levels: `DEBUG1` to `DEBUG5`.
  const name = word.replace(/\d$/, '')
  return lookUp(WORDS, name) ?? readLogLevel(name)
}

function readLevelNumber(number: number): LogLevel | undefined {
  if (Number.isInteger(number) && number >= 0 && number <= 7) return toSyslogLevel(number)
  return STEPS.find(([step]) => number >= step)?.[1]
}
