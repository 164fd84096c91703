import type { ServerResponse } from 'node:http'
import type { Failure } from 'protocol'

/** Says why something is not answered: what, where, and what would be right. */
export function sendFailure(response: ServerResponse, status: number, failure: Failure): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of a body is not wanted: it may have no end.
  if (!response.req.complete) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ failure }))
}

export function toFailure(code: string, message: string, fix?: string): Failure {
  return { code, message, position: undefined, fix }
}
