import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'

const compress = promisify(gzip)

/** Shorter answers fit into one packet. */
const COMPRESS_FROM = 1400

/** Sends JSON that was made elsewhere; nothing at all when the reader has it already. */
export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  json: string,
  headers: OutgoingHttpHeaders = {},
): Promise<void> {
  const etag = `"${createHash('sha1').update(json).digest('base64url')}"`
  const known: OutgoingHttpHeaders = {
    ...headers,
    etag,
    'cache-control': 'no-cache',
    'content-type': 'application/json',
    vary: 'Accept-Encoding, Origin',
  }
  if (request.headers['if-none-match']?.includes(etag) === true) {
    response.writeHead(304, known)
    response.end()
    return
  }
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')
  if (!takesGzip || json.length < COMPRESS_FROM) {
    response.writeHead(200, { ...known, 'content-length': Buffer.byteLength(json) })
    response.end(json)
    return
  }
  const bytes = await compress(json, { level: constants.Z_BEST_SPEED })
  response.writeHead(200, { ...known, 'content-encoding': 'gzip', 'content-length': bytes.length })
  response.end(bytes)
}
