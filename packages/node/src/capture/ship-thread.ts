import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { Agent } from 'node:http'
import { http } from '../builtin-http.ts'
import { createEnvelopeMaker } from './envelopes.ts'
import type { EnvelopeBody } from './envelopes.ts'
import { createHeldEnvelopes } from './held-envelopes.ts'
import type { Batch, ShipOrder } from './ship-order.ts'

/** How long a sidecar that says nothing is waited for. */
const PATIENCE = 10_000

/** Makes envelopes of what was heard and brings them to the sidecar, beside the app's own thread. */
function shipFrom(port: MessagePort, order: ShipOrder): void {
  const { sidecar, run, service, version, done } = order
  const maker = createEnvelopeMaker(version)
  const agent = new http.Agent({ keepAlive: true })
  const address = new URL('/stream', sidecar)
  if (run !== undefined) address.searchParams.set('run', run)
  if (service !== undefined) address.searchParams.set('service', service)
  const held = createHeldEnvelopes((body) => post(address, agent, body))

  let made = Promise.resolve()
  port.on('message', (batch: Batch) => {
    // One after the other, so that they stay in order; none waits for those before it to arrive.
    made = make(batch, made)
  })

  async function make(batch: Batch, before: Promise<void>): Promise<void> {
    await before
    if (batch === undefined) {
      await held.send()
      port.close()
      agent.destroy()
      return
    }
    held.add(await maker.make(batch))
    void ship()
  }

  async function ship(): Promise<void> {
    await held.send()
    Atomics.add(done, 0, 1)
    Atomics.notify(done, 0)
  }
}

/** Whether somebody took it. */
function post(address: URL, agent: Agent, body: EnvelopeBody): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.request(address, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/x-sentry-envelope' },
    })
    request.setTimeout(PATIENCE, () => request.destroy())
    request.on('error', () => resolve(false))
    request.on('response', (response) => {
      response.resume()
      response.on('close', () => resolve(true))
    })
    request.end(body)
  })
}

if (!isMainThread && parentPort !== null) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handover wrote it
  shipFrom(parentPort, workerData as ShipOrder)
}
