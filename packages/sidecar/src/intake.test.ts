import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Loss } from 'protocol'
import type { NewEntry, Store } from 'store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createIntake } from './intake.ts'
import type { Intake } from './intake.ts'
import { createNotices } from './notices.ts'
import type { Notices } from './notices.ts'

const facts: NewEntry['facts'] = {
  id: 'a',
  receivedAt: 0,
  format: 'envelope',
  channel: 'dsn',
  service: 'web',
}
const body = { type: 'memory', pieces: [Buffer.from('{}')] } as const

let store: Pick<Store, 'append' | 'lose' | 'state'>
let intake: Intake
let notices: Notices
let kept: NewEntry[] = []
let lost: Loss[] = []
let pending = 0
let isFull = false

beforeEach(() => {
  vi.useFakeTimers()
  kept = []
  lost = []
  pending = 0
  isFull = false
  notices = createNotices(Date.now)
  store = {
    append: (entry) => {
      if (isFull) return Promise.reject(new Error('ENOSPC'))
      kept.push(entry)
      return Promise.resolve()
    },
    lose: (loss) => lost.push(loss),
    state: () => ({ driver: 'wasm', revision: 0, bytes: 0, backlog: 0, pending }),
  }
  intake = createIntake(store as Store, '/nowhere', notices)
})

afterEach(() => {
  intake.close()
  vi.useRealTimers()
})

test('what arrives is kept as it is', async () => {
  expect(await intake.keep(facts, body)).toBeUndefined()
  expect(kept).toEqual([{ facts, body: body.pieces }])
})

test('of a large body the log has the name of its file', async () => {
  await intake.keep(facts, { type: 'file', file: 'a.body', size: 5_000_000 })
  expect(kept[0]?.facts).toEqual({ ...facts, file: 'a.body', size: 5_000_000 })
  expect(kept[0]?.body).toHaveLength(0)
})

test.each([
  ['a body that is too large', { type: 'too-large' } as const, 'body larger than the limit'],
  ['a disk that refuses', { type: 'disk', detail: 'ENOSPC' } as const, 'the disk refused'],
])('%s is counted as lost', async (_sentence, broken, reason) => {
  expect(await intake.keep(facts, broken)).toBe(reason)
  vi.runAllTimers()
  expect(lost).toMatchObject([{ service: 'web', by: 'overflow', reason, quantity: 1 }])
})

test('a full disk is told to the person, and what it cost is counted', async () => {
  isFull = true
  expect(await intake.keep(facts, body)).toBe('the disk refused')
  expect(notices.list()).toMatchObject([{ code: 'disk' }])
})

test('a large body that cannot be named is not left on the full disk', async () => {
  const data = mkdtempSync(join(tmpdir(), 'footlight-intake-'))
  intake = createIntake(store as Store, data, notices)
  mkdirSync(intake.folder)
  const keep = async (file: string): Promise<unknown> => {
    writeFileSync(join(intake.folder, file), 'x')
    return intake.keep(facts, { type: 'file', file, size: 1 })
  }
  await keep('kept.body')
  isFull = true
  await keep('lost.body')
  expect(readdirSync(intake.folder)).toEqual(['kept.body'])
  rmSync(data, { recursive: true })
})

test('a flood of losses is a few of them', () => {
  for (let index = 0; index < 1000; index++) intake.lose('too much at once', `s${index % 2}`)
  vi.runAllTimers()
  expect(lost.map(({ service, quantity }) => [service, quantity])).toEqual([
    ['s0', 500],
    ['s1', 500],
  ])
})

test('losses are not forgotten at the end', () => {
  intake.lose('too much at once', 'web')
  intake.close()
  expect(lost).toHaveLength(1)
})

test('where the disk is behind, senders wait until it is not', async () => {
  expect(await intake.room()).toBe(true)
  pending = 100 << 20
  const waiting = [intake.room(), intake.room()]
  pending = 0
  await intake.keep(facts, body)
  expect(await Promise.all(waiting)).toEqual([true, true])
})

test('nobody waits longer than SDKs do', async () => {
  pending = 100 << 20
  const waiting = intake.room()
  vi.advanceTimersByTime(5000)
  expect(await waiting).toBe(false)
})

test('only so many wait', async () => {
  pending = 100 << 20
  const waiting = Array.from({ length: 1000 }, () => intake.room())
  expect(await intake.room()).toBe(false)
  vi.advanceTimersByTime(5000)
  expect(await Promise.all(waiting)).not.toContain(true)
})
