import { request as openRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { toPageHeaders, toSidecarHeaders } from './proxy-headers.ts'
import type { SidecarLink } from './sidecar-link.ts'
import type { SidecarFacts } from './sidecar-process.ts'

/** Passes a request of a page to the sidecar, `rest` being what follows `__footlight/` in it. */
export async function proxyRequest(
  link: SidecarLink,
  run: string,
  rest: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const facts = await link.facts()
  if (facts === undefined) {
    sendProblem(response, 503, 'There is no sidecar; the terminal of the dev server says why.')
    return
  }
  const path = `/__footlight/${request.method === 'POST' ? withRun(rest, run) : rest}`
  const outcome = await pass(facts, path, request, response)
  if (outcome === 'answered') return
  const next = await link.renew(facts)
  // Nothing was read of the request yet, so that it can be passed again.
  const again = next === undefined ? 'nobody' : await pass(next, path, request, response)
  if (again === 'nobody') sendProblem(response, 502, 'The sidecar does not answer.')
}

type Passing = 'answered' | 'nobody'

function pass(
  { url }: SidecarFacts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Passing> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const { method, headers } = request
    const outgoing = openRequest({
      hostname,
      port,
      path,
      method,
      headers: toSidecarHeaders(headers, url),
      // On a connection of its own, nothing of the request is lost with a sidecar that has ended.
      agent: false,
    })
    let hasBegun = false
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => {
        hasBegun = true
        request.pipe(outgoing)
      })
    })
    outgoing.once('response', (answer) => {
      // The app's server may have put its own policy on every answer; these pages have theirs.
      for (const name of ['x-frame-options', 'content-security-policy']) response.removeHeader(name)
      response.writeHead(answer.statusCode ?? 502, toPageHeaders(answer.headers))
      answer.pipe(response)
      answer.once('error', () => response.destroy())
      resolve('answered')
    })
    outgoing.once('error', () => {
      request.unpipe(outgoing)
      if (!hasBegun) {
        resolve('nobody')
        return
      }
      if (response.headersSent) response.destroy()
      else sendProblem(response, 502, 'The sidecar broke off.')
      resolve('answered')
    })
    response.once('close', () => outgoing.destroy())
  })
}

/** What a page sends belongs to the run of the dev server that served it. */
function withRun(rest: string, run: string): string {
  return `${rest}${rest.includes('?') ? '&' : '?'}run=${encodeURIComponent(run)}`
}

export function sendProblem(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ failure: { code: 'dev-server', message } }))
}
