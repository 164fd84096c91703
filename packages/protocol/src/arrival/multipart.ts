import { toText } from '../json.ts'

/** One field or file of a `multipart/form-data` body. */
export interface Part {
  readonly name: string
  /** `undefined` for plain fields. */
  readonly filename: string | undefined
  readonly contentType: string | undefined
  readonly data: Uint8Array
  /** Where `data` begins in the body. */
  readonly offset: number
}

export interface Multipart {
  readonly parts: readonly Part[]
  /** The closing delimiter is missing: the last part may lack its end. */
  readonly isCut: boolean
}

const LINE_FEED = 0x0a
const RETURN = 0x0d
const DASH = 0x2d

/** The standard allows 70; a longer one is no boundary. */
const BOUNDARY_LIMIT = 200

/** No client writes more about a part; what goes on is no header. */
const HEADER_LIMIT = 16_384

/**
 * Splits a form. Never throws; `undefined` when the body is none.
 *
 *     --boundary \r\n
 *     Content-Disposition: form-data; name="upload_file_minidump"; filename="a.dmp" \r\n
 *     \r\n
 *     ‹bytes, in which the boundary may occur, but not as a whole line› \r\n
 *     --boundary-- \r\n
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export function readMultipart(
  body: Uint8Array,
  contentType: string | undefined,
): Multipart | undefined {
  const boundary = readBoundary(contentType) ?? sniffBoundary(body)
  if (boundary === undefined) return undefined
  const delimiter = new TextEncoder().encode(`--${boundary}`)
  const first = findDelimiter(body, 0, delimiter)
  if (first === undefined) return undefined

  const parts: Part[] = []
  let at = first
  while (!at.isLast) {
    const next = findDelimiter(body, at.end, delimiter)
    const part = readPart(body, at.end, next?.start ?? body.length)
    if (part !== undefined) parts.push(part)
    if (next === undefined) return { parts, isCut: true }
    at = next
  }
  return { parts, isCut: false }
}

function readBoundary(contentType: string | undefined): string | undefined {
  const match = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '')
  const boundary = match?.[1] ?? match?.[2]
  return boundary !== undefined && boundary.length <= BOUNDARY_LIMIT ? boundary : undefined
}

/** A form whose content type got lost begins with its delimiter all the same. */
function sniffBoundary(body: Uint8Array): string | undefined {
  const line = toText(body.subarray(0, BOUNDARY_LIMIT)).split('\n', 1)[0]?.trimEnd() ?? ''
  return line.startsWith('--') && line.length > 4 ? line.slice(2) : undefined
}

interface Delimiter {
  /** Where the part before it ends, and where the one behind it begins. */
  readonly start: number
  readonly end: number
  readonly isLast: boolean
}

/** The next line that is the delimiter and nothing else but the two dashes that end the form. */
function findDelimiter(
  body: Uint8Array,
  from: number,
  delimiter: Uint8Array,
): Delimiter | undefined {
  let line = from
  while (line < body.length) {
    const found = readDelimiter(body, line, delimiter)
    if (found !== undefined) return found
    const lineFeed = body.indexOf(LINE_FEED, line)
    if (lineFeed === -1) return undefined
    line = lineFeed + 1
  }
  return undefined
}

function readDelimiter(
  body: Uint8Array,
  line: number,
  delimiter: Uint8Array,
): Delimiter | undefined {
  for (let index = 0; index < delimiter.length; index++) {
    if (body[line + index] !== delimiter[index]) return undefined
  }
  let at = line + delimiter.length
  const isLast = body[at] === DASH && body[at + 1] === DASH
  if (isLast) at += 2
  // Blanks may pad the line; anything else belongs to a payload.
  while (body[at] === 0x20 || body[at] === 0x09) at++
  if (body[at] === RETURN) at++
  if (at < body.length && body[at] !== LINE_FEED) return undefined
  return { start: toLineEnd(body, line), end: Math.min(at + 1, body.length), isLast }
}

/** Where the line before `line` ends: the line break belongs to the delimiter. */
function toLineEnd(body: Uint8Array, line: number): number {
  if (body[line - 1] !== LINE_FEED) return line
  return body[line - 2] === RETURN ? line - 2 : line - 1
}

function readPart(body: Uint8Array, start: number, end: number): Part | undefined {
  const headers = new Map<string, string>()
  let at = start
  while (at < end && at - start < HEADER_LIMIT) {
    const lineFeed = body.indexOf(LINE_FEED, at)
    const lineEnd = lineFeed === -1 || lineFeed > end ? end : lineFeed
    const line = toText(body.subarray(at, Math.min(lineEnd, at + HEADER_LIMIT))).trimEnd()
    at = Math.min(lineEnd + 1, end)
    if (line === '') break
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  const disposition = readParameters(headers.get('content-disposition') ?? '')
  const name = disposition.get('name')
  const filename = disposition.get('filename')
  if (name === undefined && filename === undefined) return undefined
  return {
    name: name ?? '',
    filename,
    contentType: headers.get('content-type'),
    data: body.subarray(at, end),
    offset: at,
  }
}

const PARAMETER = /;\s*([\w-]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;\s]*))/g

/** Only a quote is ever escaped: old browsers and .NET send whole Windows paths as they are. */
function readParameters(header: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare] of header.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replaceAll('\\"', '"') ?? bare ?? '')
  }
  return parameters
}
