import type { OutgoingHttpHeaders } from 'node:http'
import { http } from '../builtin-http.ts'
import type { Caught } from './guard.ts'
import { findOrNowhere } from './sidecar-seeker.ts'
import type { SidecarSeeker } from './sidecar-seeker.ts'

/** Brings to the sidecar what goes to production as well, or what it weighed. */
export interface Shipping {
  /** Fulfilled when the sidecar has it, or is not going to. */
  readonly copy: (caught: Caught, body: Buffer, headers: OutgoingHttpHeaders) => Promise<void>
  /** Under the policy `off` the sidecar learns how much left, and nothing of what. */
  readonly count: (caught: Caught, byteLength: number) => Promise<void>
  readonly close: () => void
}

/** Of the request that is copied: how its body is to be read. */
const COPIED = ['content-type', 'content-encoding', 'x-sentry-auth', 'user-agent']

/** How long a sidecar that says nothing is waited for. */
const PATIENCE = 1000

export function createShipping(sidecar: SidecarSeeker): Shipping {
  const agent = new http.Agent({ keepAlive: true })
  // Whatever becomes of `http.request` later, this is not the app's traffic.
  const request = http.request

  const post = (path: string, headers: OutgoingHttpHeaders, body: Buffer): Promise<void> => {
    const known = sidecar.known()
    if (known !== undefined) return postTo(known, path, headers, body)
    // The app does not wait for one to start.
    void findOrNowhere(sidecar).then((found) => postTo(found, path, headers, body))
    return Promise.resolve()
  }

  const postTo = (
    { hostname, port }: URL,
    path: string,
    headers: OutgoingHttpHeaders,
    body: Buffer,
  ): Promise<void> => {
    const sent = request({ method: 'POST', hostname, port, path, headers, agent })
    // A sidecar that is away must not be noticed by the app.
    sent.on('error', () => undefined)
    sent.on('response', (response) => response.resume())
    sent.setTimeout(PATIENCE, () => sent.destroy())
    sent.end(body)
    return new Promise((resolve) => {
      sent.once('close', resolve)
    })
  }

  return {
    copy: ({ path }, body, headers) => {
      const kept = Object.entries(headers).filter(([name]) => COPIED.includes(name.toLowerCase()))
      return post(path, Object.fromEntries(kept), body)
    },
    count: ({ host, policy }, byteLength) => {
      const ledger = { host, policy, keptBytes: 0, sentBytes: byteLength, quantities: [] }
      const item = `{}\n{"type":"footlight.ledger"}\n${JSON.stringify(ledger)}\n`
      return post('/stream', { 'content-type': 'application/x-sentry-envelope' }, Buffer.from(item))
    },
    close: () => agent.destroy(),
  }
}
