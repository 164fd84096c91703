import { lookUp } from './look-up.ts'

/** How bad an event is, as Sentry names it. */
export type Level = 'fatal' | 'error' | 'warning' | 'info' | 'debug'

/** How bad a log line is. Logs say `warn` where events say `warning`, and know `trace`. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

const LEVELS: Readonly<Record<string, Level>> = {
  fatal: 'fatal',
  critical: 'fatal',
  emergency: 'fatal',
  alert: 'fatal',
  error: 'error',
  err: 'error',
  warning: 'warning',
  warn: 'warning',
  info: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  debug: 'debug',
  trace: 'debug',
  verbose: 'debug',
  // Python's logging module sends its numbers.
  '50': 'fatal',
  '40': 'error',
  '30': 'warning',
  '20': 'info',
  '10': 'debug',
}

export function readLevel(value: unknown): Level | undefined {
  const name = typeof value === 'number' ? String(value) : value
  if (typeof name !== 'string') return undefined
  return lookUp(LEVELS, name.toLowerCase())
}

export function readLogLevel(value: unknown): LogLevel | undefined {
  if (typeof value === 'string' && /^(trace|verbose|silly)$/i.test(value)) return 'trace'
  const level = readLevel(value)
  return level === 'warning' ? 'warn' : level
}

/** OpenTelemetry's 1 to 24, four to a level. */
export function toSeverityLevel(severity: number): LogLevel | undefined {
  if (severity < 1 || severity > 24) return undefined
  return SEVERITIES[Math.floor((severity - 1) / 4)]
}

const SEVERITIES: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
