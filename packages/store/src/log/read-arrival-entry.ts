import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { emptyScope, readArrival } from 'protocol'
import type { ArrivalReading, Problem } from 'protocol'
import { decodeBody, inflate } from './decode-body.ts'
import type { ArrivalFacts, LogEntry } from './entry.ts'
import { createLargeGarbage } from './large-garbage.ts'

/** A larger file is read up to here; what lies beyond is in the raw view. */
const FILE_LIMIT = 32 * 1024 * 1024

/** Compressed bodies grow; a tenth is what telemetry shrinks to. */
const GROWTH = 10

const garbage = createLargeGarbage()

export interface ArrivalEntry {
  readonly reading: ArrivalReading
  /** Of the body once decoded. */
  readonly size: number
  /** What the parts of the reading lie in. */
  readonly body: Uint8Array
}

/**
 * An entry's body, decoded and read. The same entry always gives the same records in the same order.
 * Never throws: what could not be read once would stand before everything behind it for ever.
 */
export function readArrivalEntry(entry: LogEntry, folder: string): ArrivalEntry {
  try {
    return readWhole(entry, folder)
  } catch (error) {
    return toUnread(entry, error)
  }
}

/** Its file is gone, or a reader of ours has a fault: the arrival is listed, with the reason. */
export function toUnread({ facts, body }: LogEntry, error: unknown): ArrivalEntry {
  const problem: Problem = {
    code: 'body-format',
    offset: 0,
    item: undefined,
    detail: String(error),
  }
  return {
    reading: { records: [], problems: [problem], header: {}, parts: [] },
    size: facts.size ?? body.length,
    body: new Uint8Array(),
  }
}

function readWhole({ facts, body }: LogEntry, folder: string): ArrivalEntry {
  const growth = facts.contentEncoding ? GROWTH : 1
  garbage.expect((facts.size ?? body.length) * growth)
  const raw = facts.file === undefined ? body : readStart(join(folder, facts.file))
  const decoded = decodeBody(raw, facts.contentEncoding)
  const reading = readArrival({
    format: facts.format,
    body: decoded.bytes,
    contentType: facts.contentType,
    scope: {
      ...emptyScope,
      project: facts.project,
      publicKey: facts.publicKey,
      service: facts.service,
    },
    parameters: facts.parameters ?? {},
    receivedAt: facts.receivedAt,
    inflate,
  })
  const problems = toBodyProblems(decoded.problem, facts, raw.length)
  const size = Math.max(decoded.bytes.length, facts.size ?? 0)
  return {
    reading: { ...reading, problems: [...problems, ...reading.problems] },
    size,
    body: decoded.bytes,
  }
}

function readStart(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(file).size, FILE_LIMIT))
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(file)
  }
}

function toBodyProblems(
  code: Problem['code'] | undefined,
  { contentEncoding, size = 0 }: ArrivalFacts,
  read: number,
): readonly Problem[] {
  const problems: Problem[] = []
  if (code !== undefined) {
    problems.push({
      code,
      offset: 0,
      item: undefined,
      detail: `Content-Encoding: ${contentEncoding}`,
    })
  }
  if (size > read) {
    const detail = `${size} bytes, of which the first ${read} were read`
    problems.push({ code: 'payload-size', offset: read, item: undefined, detail })
  }
  return problems
}
