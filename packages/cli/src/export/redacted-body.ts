import { createMasker, maskSecretText, readEnvelope } from 'protocol'
import type { EnvelopeItem, Json, Masker } from 'protocol'

/** A body without the secrets that could be found, and what could not be looked into. */
export interface RedactedBody {
  readonly body: Uint8Array
  /** How many secrets were masked. */
  readonly masked: number
  /** Names of parts that are no text: left out, or taken along unread. */
  readonly files: readonly string[]
  /** Secrets could be told by their looks only, not by their names. */
  readonly isBinary: boolean
}

export interface RedactionOptions {
  /** Takes attachments, replays and dumps along, which nobody can look into. */
  readonly withFiles: boolean
}

/** Payloads of these items are not JSON. */
const FILES: ReadonlySet<string> = new Set([
  'attachment',
  'replay_recording',
  'replay_video',
  'minidump',
  'unreal_report',
])

export function toRedactedBody(
  body: Uint8Array,
  format: string,
  options: RedactionOptions,
): RedactedBody {
  if (format === 'envelope') return redactEnvelope(body, options)
  const masker = createMasker()
  const json = redactJson(body, masker)
  if (json !== undefined) return { body: json, masked: masker.count(), files: [], isBinary: false }
  const isText = isPlainText(body)
  const bytes = redactInPlace(body)
  const isFile = !isText && !format.startsWith('otlp')
  if (isFile && !options.withFiles) {
    return { body: new Uint8Array(), masked: 0, files: [format], isBinary: true }
  }
  return { ...bytes, files: isFile ? [format] : [], isBinary: !isText }
}

function redactEnvelope(body: Uint8Array, { withFiles }: RedactionOptions): RedactedBody {
  const { header, items } = readEnvelope(body)
  const masker = createMasker()
  const files: string[] = []
  const parts: Uint8Array[] = [toLine(masker.value('', toJson(header)))]
  for (const item of items) {
    const isFile = FILES.has(item.type ?? '')
    if (isFile) files.push(item.type ?? 'file')
    if (isFile && !withFiles) continue
    const payload = isFile ? item.payload : redactPayload(item, masker)
    parts.push(toLine({ ...toObject(item.header), length: payload.length }), payload, LINE_FEED)
  }
  return {
    body: Buffer.concat(parts),
    masked: masker.count(),
    files,
    isBinary: false,
  }
}

const LINE_FEED = Buffer.from('\n')

function redactPayload({ payload }: EnvelopeItem, masker: Masker): Uint8Array {
  return redactJson(payload, masker) ?? redactInPlace(payload).body
}

function redactJson(bytes: Uint8Array, masker: Masker): Uint8Array | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    if (typeof value !== 'object' || value === null) return undefined
    return Buffer.from(JSON.stringify(masker.value('', toJson(value))))
  } catch {
    return undefined
  }
}

/**
 * Text of an unknown form: each secret becomes as many stars, so that whatever counts the bytes
 * around it still counts right.
 */
function redactInPlace(bytes: Uint8Array): Pick<RedactedBody, 'body' | 'masked'> {
  const lines = Buffer.from(bytes).toString('latin1').split('\n')
  let masked = 0
  const redacted = lines.map((line) => {
    const { text, count } = maskSecretText(line)
    if (count === 0) return line
    masked += count
    return toStars(line, text)
  })
  return { body: Buffer.from(redacted.join('\n'), 'latin1'), masked }
}

/** What is the same in both stands; what was between becomes stars. */
function toStars(line: string, masked: string): string {
  let out = ''
  let at = 0
  for (const kept of masked.split('[masked]')) {
    const found = line.indexOf(kept, at)
    if (found === -1) return '*'.repeat(line.length)
    out += '*'.repeat(found - at) + kept
    at = found + kept.length
  }
  return out + '*'.repeat(line.length - at)
}

function isPlainText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 4096).includes(0)
}

/** What JSON.parse gave is JSON. */
function toJson(value: unknown): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as Json
}

function toObject(value: Readonly<Record<string, unknown>>): object {
  return value
}

function toLine(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
