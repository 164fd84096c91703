import { readFile } from 'node:fs/promises'
import { unzipSync } from 'node:zlib'
import { emptyScope, problemTexts, readArrival } from 'protocol'
import type { Inflate, Problem, TelemetryRecord } from 'protocol'
import { toRecordLine } from './record-line.ts'
import { toTerminalText } from './terminal-text.ts'

export interface PrintOptions {
  readonly isJson: boolean
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
}

/** Prints an envelope file's records. Exit code 1 when it cannot be opened, 2 when it has problems. */
export async function printFile(file: string, options: PrintOptions): Promise<number> {
  const { isJson, print, complain } = options
  let content: Uint8Array
  try {
    content = await readFile(file)
  } catch (error) {
    complain(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
    complain('Name a file that holds an envelope, for example what an SDK posted to /stream.')
    return 1
  }
  const unpacked = isGzip(content)
    ? inflate(content, BODY_LIMIT)
    : { ok: true as const, bytes: content }
  if (!unpacked.ok) {
    const isLarge = unpacked.reason === 'limit'
    complain(`${file} ${isLarge ? 'holds more than 200 MB' : 'is damaged'}: it cannot be unpacked.`)
    complain('Name a file that `gzip --test` takes.')
    return 1
  }
  const body = unpacked.bytes
  const { records, problems } = readArrival({
    format: 'envelope',
    body,
    contentType: undefined,
    scope: emptyScope,
    parameters: {},
    receivedAt: Date.now(),
    inflate,
  })
  for (const record of records) print(isJson ? toJsonLine(record) : toRecordLine(record))
  for (const problem of problems) complain(toProblemText(problem))
  return problems.length > 0 ? 2 : 0
}

/** What an SDK may send, unpacked. */
const BODY_LIMIT = 200 << 20

const inflate: Inflate = (bytes, limit) => {
  try {
    return { ok: true, bytes: unzipSync(bytes, { maxOutputLength: limit }) }
  } catch (error) {
    return { ok: false, reason: error instanceof RangeError ? 'limit' : 'damaged' }
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Bytes are named by their number; the file itself has them. */
function toJsonLine(record: TelemetryRecord): string {
  return JSON.stringify(record, function (key, value: unknown) {
    // What a Buffer makes of itself comes before this is asked: the holder has it as it was.
    const held: unknown = Reflect.get(Object(this), key)
    return held instanceof Uint8Array ? `${held.length} bytes` : value
  })
}

function toProblemText({ code, offset, detail }: Problem): string {
  const { what, fix } = problemTexts[code]
  const words = detail === undefined ? '' : ` (${toTerminalText(detail)})`
  return `${code} at byte ${offset}: ${what}${words}. ${fix}`
}
