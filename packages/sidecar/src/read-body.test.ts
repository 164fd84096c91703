import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBody } from './read-body.ts'
import type { Body, MemoryBudget } from './read-body.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-body-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function read(
  chunks: readonly Uint8Array[],
  budget: MemoryBudget = { limit: 1 << 26, used: 0 },
  limit = 10 << 20,
): Promise<Body> {
  return readBody(Readable.from(chunks, { objectMode: false }), {
    folder,
    file: 'one.body',
    budget,
    limit,
  })
}

function* toEndless(): Generator<Uint8Array> {
  for (;;) yield Buffer.alloc(65_536)
}

test('a small body is in memory, and its room is free again', async () => {
  const budget = { limit: 1000, used: 0 }
  const body = await read([Buffer.from('ab'), Buffer.from('cd')], budget)
  expect(body).toEqual({ type: 'memory', pieces: [Buffer.from('ab'), Buffer.from('cd')] })
  expect(budget.used).toBe(0)
})

test('a body that comes byte by byte is one piece', async () => {
  const bytes = Buffer.from('x'.repeat(1000))
  const body = await read(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))
  expect(body).toEqual({ type: 'memory', pieces: [bytes] })
})

test('nothing is a body as well', async () => {
  expect(await read([])).toEqual({ type: 'memory', pieces: [] })
})

test('a large body is in its file, every byte of it', async () => {
  const chunks = Array.from({ length: 40 }, (_, index) => Buffer.alloc(65_536, index))
  const budget = { limit: 1 << 26, used: 0 }
  const body = await read(chunks, budget)
  expect(body).toEqual({ type: 'file', file: 'one.body', size: 40 * 65_536 })
  expect(readFileSync(join(folder, 'one.body')).equals(Buffer.concat(chunks))).toBe(true)
  expect(budget.used).toBe(0)
})

test('a small body goes to a file when memory is taken by others', async () => {
  const body = await read([Buffer.from('abc')], { limit: 1000, used: 999 })
  expect(body).toEqual({ type: 'file', file: 'one.body', size: 3 })
})

test('a body without an end is left, and its file with it', async () => {
  const endless = Readable.from(toEndless(), { objectMode: false })
  const body = await readBody(endless, {
    folder,
    file: 'one.body',
    budget: { limit: 1 << 26, used: 0 },
    limit: 4 << 20,
  })
  expect(body).toEqual({ type: 'too-large' })
  expect(readdirSync(folder)).toEqual([])
})

test.each([10, 3 << 20])('a sender that goes away after %d bytes leaves nothing', async (sent) => {
  const source = new Readable({ read: () => undefined })
  const budget = { limit: 1 << 26, used: 0 }
  const reading = readBody(source, { folder, file: 'one.body', budget, limit: 10 << 20 })
  source.push(Buffer.alloc(sent))
  source.destroy(new Error('socket hang up'))
  expect(await reading).toEqual({ type: 'aborted' })
  expect(readdirSync(folder)).toEqual([])
  expect(budget.used).toBe(0)
})

test('a folder that is not there is told', async () => {
  const body = await readBody(Readable.from([Buffer.alloc(2 << 20)], { objectMode: false }), {
    folder: join(folder, 'none'),
    file: 'one.body',
    budget: { limit: 1 << 26, used: 0 },
    limit: 10 << 20,
  })
  expect(body).toMatchObject({ type: 'disk' })
})
