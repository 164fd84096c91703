import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels, listCaptures, readCapture, toName } from './corpus/capture.ts'
import type { Capture } from './corpus/capture.ts'
import { finders, Telemetry } from './corpus/expectation.ts'
import { makeFolder, openFootlight, readAll, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { readTelemetry } from './sidecar/stored-telemetry.ts'
import { sendAsFrames, sendAsRequests } from './sidecar/send-capture.ts'

// The fixtures are part of the whole collection: sent twice they would be copies.
const names = [...new Map(listCaptures().map((folder) => [toName(folder), folder]))]
const captures = new Map<string, Capture>()

function captureOf(folder: string): Capture {
  const capture = captures.get(folder) ?? readCapture(folder)
  captures.set(folder, capture)
  return capture
}

/** Each capture is a run of its own, so that one sidecar can hold all of them at once. */
function toRun(folder: string): string {
  return names.findIndex(([, other]) => other === folder).toString()
}

function expectEverything(open: () => Footlight, isOnWire: boolean): void {
  test.each(names)('everything of %s', async (_name, folder) => {
    const { requests, expectation } = captureOf(folder)
    const sent = isOnWire ? requests.filter(isEnvelope) : requests
    const query = `run:${toRun(folder)}`
    const records = await readTelemetry(open(), query)
    const telemetry = new Telemetry(records)
    const differences = expectation.check.flatMap((check) => {
      const did = expectation.did[check.did]
      const counts = channels
        .filter((channel) => !isOnWire || channel !== 'otlp')
        .map((channel) => check[channel]?.n ?? 0)
      const wanted = Math.max(...counts)
      const finder = finders[check.kind]
      if (did === undefined || wanted === 0 || finder === undefined) return []
      const n = finder(did, telemetry)
      return n === wanted ? [] : [`found ${n} of ${wanted}: ${JSON.stringify(did)}`]
    })
    expect(differences).toEqual([])
    const envelopes = await readAll<{ id: string; receivedAt: number }>(open(), 'envelopes', query)
    const bodies = await Promise.all(
      envelopes.map(async ({ id }) =>
        Buffer.from(await (await open().get(`envelopes/${id}/raw`)).arrayBuffer()).toString(
          'base64',
        ),
      ),
    )
    const wantedBodies = sent
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => Buffer.from(body).toString('base64'))
    expect(bodies.toSorted()).toEqual(wantedBodies.toSorted())
  })
}

function isEnvelope({ method, url }: Capture['requests'][number]): boolean {
  return method === 'POST' && !/\/v1\/(traces|logs|metrics)/.test(url)
}

describe.each([
  ['requests', false],
  ['frames of the wire', true],
] as const)('sent as %s', (_name, isOnWire) => {
  const data = makeFolder()
  let footlight: Footlight

  beforeAll(async () => {
    footlight = await openFootlight({ data })
    for (const [, folder] of names) {
      const { requests } = captureOf(folder)
      const send = isOnWire ? sendAsFrames : sendAsRequests
      await send(footlight, isOnWire ? requests.filter(isEnvelope) : requests, toRun(folder))
    }
    await settle(footlight)
  })

  afterAll(async () => {
    await footlight.stop()
    removeFolder(data)
  })

  describe('at once', () => expectEverything(() => footlight, isOnWire))

  describe('after a restart', () => {
    beforeAll(async () => {
      expect(await footlight.stop()).toBe(0)
      footlight = await openFootlight({ data })
    })

    expectEverything(() => footlight, isOnWire)
  })
})
