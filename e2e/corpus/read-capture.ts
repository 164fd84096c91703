import { brotliDecompressSync, gunzipSync, unzipSync } from 'node:zlib'
import { emptyScope, readArrival } from 'protocol'
import type { Arrival, ArrivalFormat, ArrivalReading, Inflate } from 'protocol'
import type { CapturedRequest, Channel } from './capture.ts'

export const inflate: Inflate = (bytes, limit) => {
  try {
    return { ok: true, bytes: unzipSync(bytes, { maxOutputLength: limit }) }
  } catch (error) {
    const isLimit = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return { ok: false, reason: isLimit ? 'limit' : 'damaged' }
  }
}

export function toChannel({ url }: CapturedRequest): Channel {
  if (/\/v1\/(traces|logs|metrics)/.test(url)) return 'otlp'
  return url.startsWith('/stream') ? 'spotlight' : 'dsn'
}

function toFormat(url: string): ArrivalFormat {
  const signal = /\/v1\/(traces|logs|metrics)/.exec(url)?.[1]
  return signal === undefined ? 'envelope' : (`otlp-${signal}` as ArrivalFormat)
}

/** What protocol makes of a request's bytes. */
export function readRequest(request: CapturedRequest): ArrivalReading {
  return readArrival(toArrival(request))
}

export function toArrival({ url, headers, body }: CapturedRequest): Arrival {
  return {
    format: toFormat(url),
    body: decode(body, headers['content-encoding']),
    contentType: headers['content-type'],
    scope: emptyScope,
    parameters: Object.fromEntries(new URL(url, 'http://localhost').searchParams),
    receivedAt: Date.UTC(2026, 10, 20),
    inflate,
  }
}

function decode(body: Uint8Array, encoding: string | undefined): Uint8Array {
  if (encoding === 'gzip') return gunzipSync(body)
  return encoding === 'br' ? brotliDecompressSync(body) : body
}
