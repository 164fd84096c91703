import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'

/** Where an app's own traffic goes, kept as it came: the line, headers in order and case, the body. */
export interface Recorder {
  readonly url: string
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

export interface Certificate {
  readonly key: Buffer
  readonly cert: Buffer
}

/** With a certificate it speaks HTTP/2 as well, over which alone browsers send streams. */
export async function openRecorder(certificate?: Certificate): Promise<Recorder> {
  const requests: string[] = []
  const take = (
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): void => {
    const { method, url, rawHeaders } = request
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
      )
      const body = Buffer.concat(chunks).toString('latin1')
      requests.push([`${method} ${url}`, ...headers, '', body].join('\n'))
      for (const name of ['origin', 'headers', 'methods']) {
        response.setHeader(`access-control-allow-${name}`, '*')
      }
      response.end()
    })
  }
  const server =
    certificate === undefined
      ? createServer(take)
      : createSecureServer({ ...certificate, allowHTTP1: true }, take)
  await new Promise<void>((done) => server.listen(0, () => done()))
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://localhost:${port}/`,
    requests,
    // Whoever asked is gone by then; a connection that lingers is not waited for.
    close: async () => {
      server.close()
    },
  }
}
