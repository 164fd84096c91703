import { describe, expect, test } from 'vitest'
import type { TelemetryRecord } from 'protocol'
import { channels, listCaptures, readCapture, toName } from './corpus/capture.ts'
import type { Channel } from './corpus/capture.ts'
import { finders, Telemetry } from './corpus/expectation.ts'
import { readRequest, toChannel } from './corpus/read-capture.ts'

describe.each(listCaptures().map((folder) => [toName(folder), folder]))(
  'everything %s says it sent',
  (_name, folder) => {
    const capture = readCapture(folder)
    const records: Record<Channel, TelemetryRecord[]> = { dsn: [], spotlight: [], otlp: [] }
    const problems: unknown[] = []
    for (const request of capture.requests) {
      if (request.method !== 'POST') continue
      const reading = readRequest(request)
      records[toChannel(request)].push(...reading.records)
      problems.push(...reading.problems.map((problem) => ({ ...problem, url: request.url })))
    }

    test('is read without a problem', () => {
      expect(problems).toEqual([])
    })

    for (const channel of channels) {
      test(`is found once on ${channel}`, () => {
        const telemetry = new Telemetry(records[channel])
        const differences = capture.expectation.check.flatMap((check) => {
          const did = capture.expectation.did[check.did]
          const finder = finders[check.kind]
          const found = check[channel]
          if (did === undefined || found === undefined || found.n === 0) return []
          const n = finder?.(did, telemetry)
          return n === found.n ? [] : [`found ${n} of ${found.n}: ${JSON.stringify(did)}`]
        })
        expect(differences).toEqual([])
      })
    }
  },
)
