import { readFile } from 'node:fs/promises'
import { gunzipSync, unzipSync } from 'node:zlib'
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
  const { records, problems } = readArrival({
    format: 'envelope',
    body: content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content,
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

const inflate: Inflate = (bytes, limit) => {
  try {
    return { ok: true, bytes: unzipSync(bytes, { maxOutputLength: limit }) }
  } catch (error) {
    return { ok: false, reason: error instanceof RangeError ? 'limit' : 'damaged' }
  }
}

/** Bytes are named by their number; the file itself has them. */
function toJsonLine(record: TelemetryRecord): string {
  return JSON.stringify(record, (_key, value: unknown) =>
    value instanceof Uint8Array ? `${value.length} bytes` : value,
  )
}

function toProblemText({ code, offset, detail }: Problem): string {
  const { what, fix } = problemTexts[code]
  const words = detail === undefined ? '' : ` (${toTerminalText(detail)})`
  return `${code} at byte ${offset}: ${what}${words}. ${fix}`
}
