import type { OpenArrival } from '../arrival.ts'
import { BrokenPieces } from '../broken-pieces.ts'
import { readText, toText } from '../json.ts'
import type { LogRecord } from '../record/log.ts'
import { toSyslogLevel } from './any-level.ts'
import { readAnyTime } from './any-time.ts'
import { ownNames, toFlatAttributes } from './flat-attributes.ts'
import { createLineScopes, toLogRecord } from './log-record.ts'
import type { LineScopes } from './log-record.ts'
import { readLogfmt } from './logfmt.ts'
import { readTraceLink } from './trace-link.ts'

/**
 * A Logplex drain: syslog lines, each behind its length.
 *
 *     83 <40>1 2012-11-30T06:45:29+00:00 host app web.3 - State changed from starting to up\n
 *     │   │  │                           │    │   │     └ message id, then the message at once
 *     │   │  version                     host app process
 *     │   8 × facility + severity
 *     bytes, the line feed included
 *
 * @see https://devcenter.heroku.com/articles/log-drains#https-drains
 */
export function readHerokuArrival(arrival: OpenArrival): readonly LogRecord[] {
  const scopes = createLineScopes(arrival.scope)
  const records: LogRecord[] = []
  const broken = new BrokenPieces()
  for (const { start, end, isCounted } of splitFrames(arrival.body)) {
    if (!arrival.allowance.take()) break
    const text = toText(arrival.body.subarray(start, end)).trimEnd()
    const record = readLine(text, arrival, scopes)
    if (record === undefined || !isCounted) broken.add(start)
    if (record !== undefined) {
      broken.endRow()
      records.push(record)
    }
    if (broken.isHopeless) break
  }
  broken.report(arrival.report)
  return records
}

interface Frame {
  readonly start: number
  readonly end: number
  /** Whether its length is what follows; if not, the end had to be sought. */
  readonly isCounted: boolean
}

const LINE_FEED = 0x0a
const RETURN = 0x0d
const SPACE = 0x20
const OPEN_ANGLE = 0x3c

function* splitFrames(body: Uint8Array): Generator<Frame> {
  let at = skipBlanks(body, 0)
  while (at < body.length) {
    const head = readHead(body, at)
    const start = at + (head?.size ?? 0)
    const counted = start + (head?.count ?? 0)
    const isCounted = head?.count !== undefined && isCountedEnd(body, counted)
    // Some forwarders send syslog lines without lengths: then a line is a line.
    const hasNoCount = head !== undefined && head.count === undefined
    const end = isCounted ? counted : findFrameEnd(body, start)
    yield { start, end, isCounted: isCounted || hasNoCount }
    at = skipBlanks(body, end)
  }
}

interface Head {
  /** Of the digits and the space behind them. */
  readonly size: number
  readonly count: number | undefined
}

/** What stands before a line: `83 `, or nothing. */
function readHead(body: Uint8Array, at: number): Head | undefined {
  const first = body[at] ?? 0
  if (first !== OPEN_ANGLE && (first < 0x30 || first > 0x39)) return undefined
  const text = toText(body.subarray(at, at + 16))
  const match = /^(?:(\d{1,9}) )?<\d{1,3}>/.exec(text)
  if (!match) return undefined
  const digits = match[1]
  if (digits === undefined) return { size: 0, count: undefined }
  return { size: digits.length + 1, count: Number(digits) }
}

/** A few line breaks may follow; to skip all would make a long run of them quadratic. */
const BREAK_LIMIT = 4

function isFrameEnd(body: Uint8Array, end: number): boolean {
  const next = end + skipBlanks(body.subarray(end, end + BREAK_LIMIT), 0)
  return next === body.length || (next < body.length && readHead(body, next) !== undefined)
}

/** A length is believed when it ends with the line, or where the next frame begins. */
function isCountedEnd(body: Uint8Array, end: number): boolean {
  return body[end - 1] === LINE_FEED || isFrameEnd(body, end)
}

/** The next line feed behind which another frame begins, or the end. */
function findFrameEnd(body: Uint8Array, start: number): number {
  let at = start
  while (at < body.length) {
    const lineFeed = body.indexOf(LINE_FEED, at)
    if (lineFeed === -1) return body.length
    if (isFrameEnd(body, lineFeed)) return lineFeed
    at = lineFeed + 1
  }
  return body.length
}

function skipBlanks(body: Uint8Array, from: number): number {
  let at = from
  while (body[at] === LINE_FEED || body[at] === RETURN || body[at] === SPACE) at++
  return at
}

const LINE = /^<(\d{1,3})>(\d{1,2}) (\S+) (\S+) (\S+) (\S+) (\S+)(?: ([^]*))?$/

/** `app` and `heroku` tell the app's own lines from the platform's; they are no one's name. */
const GENERIC_APPS: ReadonlySet<string | undefined> = new Set([undefined, 'app', 'heroku'])

/** A drain's token stands where the host should, or comes in a header. */
const TOKEN = /^d\.[0-9a-f-]{36}$/

function readLine(text: string, arrival: OpenArrival, scopes: LineScopes): LogRecord | undefined {
  const match = LINE.exec(text)
  if (!match) return undefined
  const [, priority = '', , time, host, app, process, messageId, message = ''] = match
  const words = readLogfmt(message)
  const token = host !== undefined && TOKEN.test(host) ? host : undefined
  const drain = token ?? readText(arrival.parameters['logplex-drain-token'])
  const service = GENERIC_APPS.has(toValue(app))
    ? (arrival.scope.service ?? drain ?? 'heroku')
    : toValue(app)
  const serverName = token === undefined && host !== 'host' ? toValue(host) : undefined
  const syslog = {
    'sentry.origin': 'auto.log_drain.heroku',
    'syslog.facility': Number(priority) >> 3,
    'syslog.hostname': toValue(host),
    'syslog.appname': toValue(app),
    'syslog.procid': toValue(process),
    'syslog.msgid': toValue(messageId),
    'heroku.logplex.drain_token': drain,
    'heroku.logplex.frame_id': readText(arrival.parameters['logplex-frame-id']),
  }
  return toLogRecord(arrival, {
    time: readAnyTime(time),
    level: toSyslogLevel(Number(priority)),
    body: message,
    scope: scopes({ service, environment: undefined, serverName }),
    trace: readTraceLink(words),
    attributes: { ...words, ...toFlatAttributes(syslog, ownNames) },
  })
}

/** Syslog's word for "none" is a dash. */
function toValue(field: string | undefined): string | undefined {
  return field === '-' ? undefined : field
}
