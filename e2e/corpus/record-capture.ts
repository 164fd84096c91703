import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { homedir, hostname, userInfo } from 'node:os'
import { join } from 'node:path'

/**
 * `npm run capture -- <sdk>-<version>/<scenario>`: writes down what an SDK sends, request by
 * request, as a fixture. Names of the person and the machine are replaced in text bodies by others
 * of the same length, so that byte counts stay true.
 */
const name = process.argv[2]
if (name === undefined || !/^[\w.-]+\/[\w.-]+$/.test(name)) {
  console.error('Name the capture: npm run capture -- node-11.12.0/errors')
  process.exit(1)
}
const folder = join('e2e/fixtures/captures', name)
mkdirSync(folder, { recursive: true })

const secrets = [homedir(), hostname(), userInfo().username].filter((word) => word.length > 3)

function scrub(body: Buffer): Buffer {
  let text = body.toString('latin1')
  for (const word of secrets) text = text.replaceAll(word, 'x'.repeat(word.length))
  return Buffer.from(text, 'latin1')
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

let sequence = 0

async function record(request: IncomingMessage): Promise<void> {
  const body = scrub(await readBody(request))
  const number = String(++sequence).padStart(3, '0')
  writeFileSync(join(folder, `${number}.bin`), body)
  const { method, url, headers } = request
  const facts = {
    method,
    url,
    headers,
    bodyFile: `${number}.bin`,
    bodyBytes: body.length,
    bodySha256: createHash('sha256').update(body).digest('hex'),
  }
  writeFileSync(join(folder, `${number}.json`), `${JSON.stringify(facts, undefined, 1)}\n`)
  console.log(`${number} ${method} ${url} ${body.length} bytes`)
}

const server = createServer((request, response) => {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', '*')
  const done = request.method === 'OPTIONS' ? Promise.resolve() : record(request)
  done.then(
    () => response.end('{}'),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  console.log(`Writing to ${folder}. Start the app with one of these, then press Ctrl-C:
  SENTRY_DSN=http://public@127.0.0.1:${port}/1
  SENTRY_SPOTLIGHT=http://127.0.0.1:${port}/stream
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${port}
Then write expect.json beside them: what the app knows it did.`)
})
