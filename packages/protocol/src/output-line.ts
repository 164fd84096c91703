import { readAnyLevel } from './drain/any-level.ts'
import { ownNames, toFlatAttributes } from './drain/flat-attributes.ts'
import { readJsonRecords } from './drain/json-batch.ts'
import { levelNames } from './drain/json.ts'
import { readLogfmt } from './drain/logfmt.ts'
import { findField } from './drain/named-field.ts'
import { readTraceLink } from './drain/trace-link.ts'
import { readId } from './id.ts'
import type { LogLevel } from './level.ts'
import type { Payload } from './payload.ts'
import type { Attributes } from './record/base.ts'

/** What a printed line says about itself. */
export interface ToldByLine {
  readonly level: LogLevel | undefined
  readonly traceId: string | undefined
  readonly attributes: Attributes
}

/** Colours and moves of the cursor stand between what is to be read. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\^_])/g

/** Longer lines are payloads that somebody printed: nobody looks for a level in them. */
const LINE_LIMIT = 65_536

const encoder = new TextEncoder()

/** Reads JSON lines, logfmt lines and the words that loggers for people put at the beginning. */
export function readOutputLine(line: string): ToldByLine {
  if (line.length > LINE_LIMIT) return toldNothing
  const text = line.replace(ESCAPES, '').trim()
  const fields = readFields(text)
  if (fields === undefined) {
    return { level: readLevelWord(text), traceId: findTraceId(text), attributes: {} }
  }
  const level = findField(fields, levelNames, readAnyLevel)
  const trace = readTraceLink(fields)
  const read = new Set([...trace.names, ...(level === undefined ? [] : [level.name])])
  return {
    level: level?.value,
    traceId: trace.traceId,
    attributes: toFlatAttributes(fields, ownNames, read),
  }
}

const toldNothing: ToldByLine = { level: undefined, traceId: undefined, attributes: {} }

function readFields(text: string): Payload | undefined {
  if (text.startsWith('{') && text.endsWith('}')) {
    const records = readJsonRecords(encoder.encode(text))
    return records?.length === 1 ? records[0] : undefined
  }
  if (!text.includes('=')) return undefined
  const pairs = readLogfmt(text)
  // One `x=1` is a sentence about x; two are a line for machines.
  return Object.keys(pairs).length >= 2 ? pairs : undefined
}

/** Loggers shout the level, or put it in brackets or before a colon. */
const SHOUTED =
  /(?:^|[\s[(|<])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|PANIC)(?=[\s\])|>:,]|$)/
const MARKED =
  /(?:^|[\s[(|<])(trace|debug|info|notice|warn|warning|error|fatal|critical|panic)(?=[\])|>:])/i

/** Dates, names of loggers and of threads come before it. */
const LEVEL_WITHIN = 100

function readLevelWord(text: string): LogLevel | undefined {
  const beginning = text.slice(0, LEVEL_WITHIN)
  return readAnyLevel((SHOUTED.exec(beginning) ?? MARKED.exec(beginning))?.[1])
}

const TRACE_ID =
  /\btrace[._ -]?id["']?[ \t]*[:=][ \t]*["']?([0-9a-f]{32})\b|\b00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\b/i

function findTraceId(text: string): string | undefined {
  const [, named, ofParent] = TRACE_ID.exec(text) ?? []
  return readId(named ?? ofParent)
}
