import type { QuotaAnswer } from 'protocol'
import { expect, test } from 'vitest'
import { toLeaving } from './leaving-host.ts'

const toAnswer = (host: string, policy: string, sentBytes: number): QuotaAnswer => ({
  hosts: [{ host, policy, requests: 1, keptBytes: 10, sentBytes }],
  today: [],
  total: [],
})

test.each([
  ['what is copied', 'o1.ingest.sentry.io', 'mirror', 12, true],
  ['what is let through', 'errors.example.com:8443', 'off', 1, true],
  ['nothing that is kept', 'o1.ingest.sentry.io', 'keep', 0, false],
  ['nothing that was told', 'told.example', 'off', 12, false],
  ['nothing for this machine', 'localhost:9000', 'off', 12, false],
  ['nothing for this machine by number', '127.0.0.1:9000', 'mirror', 12, false],
  ['nothing for this machine by its long number', '[::1]:9000', 'mirror', 12, false],
])('%s is told of %s', (_sentence, host, policy, sentBytes, isTold) => {
  const leaving = toLeaving(toAnswer(host, policy, sentBytes), ['told.example'])
  expect(leaving?.host).toBe(isTold ? host : undefined)
})

test('nothing is told before anything is known', () => {
  expect(toLeaving(undefined, [])).toBeUndefined()
})
