import { expect, test } from 'vitest'
import { FRAME_LIMIT, readArrivalFrame } from 'protocol'
import { createOutbox } from './outbox.ts'

function open() {
  const sent: Uint8Array[] = []
  const outbox = createOutbox((bytes) => sent.push(bytes))
  const add = (body: Uint8Array) =>
    outbox.add({ path: '/stream', contentType: 'text/plain', body, parameters: {} })
  const ids = () =>
    sent.map((bytes) => {
      const reading = readArrivalFrame(bytes)
      return reading.ok ? reading.frame.id : undefined
    })
  return { outbox, add, ids }
}

const small = new Uint8Array(3)

test('an arrival is done when it was acknowledged', async () => {
  const { outbox, add, ids } = open()
  const done = add(small)
  expect(ids()).toEqual([1])
  outbox.acknowledge([1, 1, 99])
  expect(await done).toEqual({ ok: true, value: undefined })
})

test('what was not acknowledged is sent again, in order', () => {
  const { outbox, add, ids } = open()
  for (let count = 0; count < 3; count++) void add(small)
  outbox.acknowledge([2])
  outbox.resend()
  expect(ids()).toEqual([1, 2, 3, 1, 3])
})

test('while the sidecar is away for long, the oldest go', async () => {
  const { outbox, add, ids } = open()
  const first = add(new Uint8Array(10 << 20))
  void add(new Uint8Array(10 << 20))
  expect(await first).toMatchObject({ ok: false, failure: { code: 'overflow' } })
  outbox.resend()
  expect(ids()).toEqual([1, 2, 2])
})

test('what the wire does not take is given up, and what came before it is not', async () => {
  const { outbox, add, ids } = open()
  const first = add(small)
  const large = await add(new Uint8Array(FRAME_LIMIT))
  expect(large).toMatchObject({ ok: false, failure: { code: 'too-large' } })
  outbox.resend()
  expect(ids()).toEqual([1, 1])
  outbox.acknowledge([1])
  expect(await first).toMatchObject({ ok: true })
})

test('nobody waits for ever for a client that was closed', async () => {
  const { outbox, add } = open()
  const done = add(small)
  outbox.close()
  expect(await done).toMatchObject({ ok: false, failure: { code: 'closed' } })
})
