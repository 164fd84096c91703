import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { Agent } from 'node:http'
import { http } from '../builtin-http.ts'
import { createEnvelopeMaker } from './envelopes.ts'
import type { EnvelopeBody } from './envelopes.ts'
import type { Batch, ShipOrder } from './ship-order.ts'

/** Of a sidecar that is away. Older ones go first. */
const HELD_LIMIT = 200

/** Until it is tried again. */
const PAUSE = 1_000

/** Makes envelopes of what was heard and brings them to the sidecar, beside the app's own thread. */
function shipFrom(port: MessagePort, order: ShipOrder): void {
  const { sidecar, run, service, version, done } = order
  const maker = createEnvelopeMaker(version)
  const agent = new http.Agent({ keepAlive: true })
  const address = new URL('/stream', sidecar)
  if (run !== undefined) address.searchParams.set('run', run)
  if (service !== undefined) address.searchParams.set('service', service)
  const held: EnvelopeBody[] = []
  let timer: NodeJS.Timeout | undefined

  const send = async (): Promise<void> => {
    clearTimeout(timer)
    while (held[0] !== undefined) {
      if (!(await post(address, agent, held[0]))) {
        timer = setTimeout(() => void send(), PAUSE).unref()
        return
      }
      held.shift()
    }
  }

  let work = Promise.resolve()
  port.on('message', (batch: Batch) => {
    // One after the other: they stay in order, and an agent holds one connection.
    work = ship(batch, work)
  })

  async function ship(batch: Batch, before: Promise<void>): Promise<void> {
    await before
    if (batch === undefined) {
      port.close()
      agent.destroy()
      return
    }
    held.push(...(await maker.make(batch)))
    held.splice(0, held.length - HELD_LIMIT)
    await send()
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
