import { readEnvelope } from 'protocol'
import type { EnvelopeItem } from 'protocol'
import { decodeBody } from '../log/decode-body.ts'
import type { LogEntry } from '../log/entry.ts'

const decoder = new TextDecoder()

/**
 * An arrival as an event of `GET /stream`: the envelope's header and its items, as programs that
 * follow such a stream know them. `undefined` for what is no envelope.
 *
 *     event: application/x-sentry-envelope
 *     id: <arrival>
 *     data: [{…},[[{"type":"event"},{…}]]]
 */
export function toStreamText({ facts, body }: LogEntry, isBase64: boolean): string | undefined {
  const { bytes } = decodeBody(body, facts.contentEncoding)
  const data =
    facts.format === 'envelope'
      ? toEnvelopeText(bytes)
      : facts.format === 'store'
        ? toEventText(bytes)
        : undefined
  if (data === undefined) return undefined
  const name = `application/x-sentry-envelope${isBase64 ? ';base64' : ''}`
  return `event: ${name}\nid: ${facts.id}\ndata: ${data}\n\n`
}

function toEnvelopeText(bytes: Uint8Array): string {
  const { header, items } = readEnvelope(bytes)
  const texts = items.map((item) => `[${JSON.stringify(item.header)},${toPayloadText(item)}]`)
  return `[${JSON.stringify(header)},[${texts.join(',')}]]`
}

/** A lone event looks like an envelope with one item. */
function toEventText(bytes: Uint8Array): string | undefined {
  const text = toLineOfJson(bytes)
  return text === undefined ? undefined : `[{},[[{"type":"event"},${text}]]]`
}

/** JSON as it is; bytes, and what only claims to be JSON, in base64. */
function toPayloadText({ type, payload }: EnvelopeItem): string {
  const text = binaryTypes.has(type ?? '') ? undefined : toLineOfJson(payload)
  return text ?? JSON.stringify(Buffer.from(payload).toString('base64'))
}

const binaryTypes: ReadonlySet<string> = new Set([
  'attachment',
  'replay_recording',
  'replay_video',
  'minidump',
  'statsd',
])

/** An event of the stream ends with its line, and one that is no JSON would end the reader. */
function toLineOfJson(bytes: Uint8Array): string | undefined {
  const text = decoder.decode(bytes)
  try {
    const value: unknown = JSON.parse(text)
    return /[\r\n]/.test(text) ? JSON.stringify(value) : text
  } catch {
    return undefined
  }
}
