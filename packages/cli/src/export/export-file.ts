import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Parameters } from 'protocol'

/**
 * What was taken in, as one file: gzip of a line of JSON each.
 *
 *     {"format":"footlight-export","version":1,"createdAt":…,"arrivals":2,"masked":3}
 *     {"receivedAt":…,"format":"envelope","contentType":"…","project":"1","parameters":{…},"body":"‹base64›"}
 *     …
 */
export interface ExportHead {
  readonly format: 'footlight-export'
  readonly version: 1
  readonly createdAt: number
}

/** One request, byte for byte but for its secrets. */
export interface ExportedArrival {
  readonly receivedAt: number
  readonly format: string
  readonly contentType: string | undefined
  readonly project: string | undefined
  readonly parameters: Parameters
  readonly body: Uint8Array
}

export interface ExportWriter {
  readonly write: (arrival: ExportedArrival) => Promise<void>
  readonly close: () => Promise<void>
}

export function openExport(file: string, createdAt: number): ExportWriter {
  const gzip = createGzip()
  const output = createWriteStream(file, { mode: 0o600 })
  gzip.pipe(output)
  const head: ExportHead = { format: 'footlight-export', version: 1, createdAt }
  gzip.write(`${JSON.stringify(head)}\n`)
  return {
    write: async ({ body, ...facts }) => {
      const line = JSON.stringify({ ...facts, body: Buffer.from(body).toString('base64') })
      if (!gzip.write(`${line}\n`)) await new Promise((resolve) => gzip.once('drain', resolve))
    },
    close: async () => {
      gzip.end()
      await finished(output)
    },
  }
}

export type ExportReading =
  | { readonly ok: true; readonly arrival: ExportedArrival }
  /** What is wrong with the file, or with one line of it. */
  | { readonly ok: false; readonly detail: string; readonly isWhole: boolean }

/** Lines are as long as the greatest body that is taken in. */
const LINE_LIMIT = 512 << 20

/** Reads a file that anybody may have made. Never throws. */
export async function* readExport(file: string): AsyncGenerator<ExportReading> {
  const input = createReadStream(file).on('error', (error) => gunzip.destroy(error))
  const gunzip = createGunzip()
  const lines = createInterface({ input: input.pipe(gunzip), crlfDelay: Infinity })
  let isHead = true
  try {
    for await (const line of lines) {
      if (line.length > LINE_LIMIT) {
        yield { ok: false, detail: 'a line is too long', isWhole: false }
        continue
      }
      const fields = readFields(line)
      if (isHead) {
        isHead = false
        if (fields?.['format'] === 'footlight-export' && fields['version'] === 1) continue
        yield {
          ok: false,
          detail: 'it is no export of Footlight, or of a newer one',
          isWhole: true,
        }
        return
      }
      yield readArrival(fields)
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    yield { ok: false, detail, isWhole: true }
  }
}

type Fields = Readonly<Record<string, unknown>>

function readFields(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

function readArrival(fields: Fields | undefined): ExportReading {
  const { format, body, receivedAt, contentType, project, parameters } = fields ?? {}
  if (typeof format !== 'string' || typeof body !== 'string') {
    return { ok: false, detail: 'a line has no format or no body', isWhole: false }
  }
  return {
    ok: true,
    arrival: {
      format,
      receivedAt: typeof receivedAt === 'number' ? receivedAt : 0,
      contentType: typeof contentType === 'string' ? contentType : undefined,
      project: typeof project === 'string' ? project : undefined,
      parameters: isFields(parameters) ? readTexts(parameters) : {},
      body: Buffer.from(body, 'base64'),
    },
  }
}

function readTexts(fields: Fields): Parameters {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
