import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readArrivalBytes } from './arrival-bytes.ts'
import type { LogEntry } from './entry.ts'
import { openLogReader } from './log-reader.ts'
import { openLogWriter } from './log-writer.ts'
import { listSegments, logStart, readSegmentSize, toSegmentPath } from './segment.ts'
import type { LogPosition } from './segment.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-log-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function toEntry(id: string, body: string | Uint8Array = `body of ${id}`): LogEntry {
  return {
    facts: { id, receivedAt: 1, format: 'envelope', channel: 'dsn' },
    body: Buffer.from(body),
  }
}

async function write(entries: readonly LogEntry[], segmentBytes?: number): Promise<LogPosition> {
  const writer = openLogWriter({ folder, ...(segmentBytes === undefined ? {} : { segmentBytes }) })
  for (const entry of entries) await writer.append(entry)
  const end = writer.end()
  await writer.close()
  return end
}

function readIds(end: LogPosition, start = logStart): { ids: readonly string[]; damaged: number } {
  const reader = openLogReader(folder, start)
  const ids: string[] = []
  for (let read = reader.read(end); read !== undefined; read = reader.read(end))
    ids.push(read.entry.facts.id)
  reader.close()
  return { ids, damaged: reader.damaged.length }
}

/** The newest segment, and all there is to read. */
function endOfLog(): LogPosition {
  const segment = listSegments(folder).at(-1) ?? 0
  return { segment, offset: readSegmentSize(folder, segment) }
}

test('what was written is read in its order, across segments and starts', async () => {
  await write(
    ['a', 'b', 'c'].map((id) => toEntry(id)),
    120,
  )
  await write([])
  const end = await write([toEntry('d')])
  expect(listSegments(folder).length).toBeGreaterThan(3)
  expect(readIds(end)).toEqual({ ids: ['a', 'b', 'c', 'd'], damaged: 0 })
})

test('entries that are appended at once stand in one order, and none is lost', async () => {
  const writer = openLogWriter({ folder, segmentBytes: 4000 })
  const ids = Array.from({ length: 500 }, (_, index) => String(index))
  const places = await Promise.all(ids.map((id) => writer.append(toEntry(id))))
  await writer.close()
  expect(readIds(endOfLog())).toEqual({ ids, damaged: 0 })
  const order = places.map(({ segment, offset }) => segment * 1e9 + offset)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('a body larger than a segment, or than what is read at once, stays whole', async () => {
  const large = Buffer.alloc(5 << 20, 'large ')
  const end = await write([toEntry('small'), toEntry('large', large), toEntry('next')], 1000)
  const reader = openLogReader(folder, logStart)
  reader.read(end)
  const read = reader.read(end)
  reader.close()
  expect(read?.entry.facts.id).toBe('large')
  expect(large.equals(read?.entry.body ?? Buffer.of())).toBe(true)
  expect(readIds(end).ids).toEqual(['small', 'large', 'next'])
})

test('each entry is found again by its place', async () => {
  const writer = openLogWriter({ folder })
  const place = await writer.append(toEntry('a', Buffer.from([0, 255, 70, 76, 65, 49])))
  const second = await writer.append(toEntry('b'))
  await writer.close()
  const found = readArrivalBytes(folder, {
    ...place,
    length: second.offset - place.offset,
    generation: 0,
  })
  expect(found).toEqual(toEntry('a', Buffer.from([0, 255, 70, 76, 65, 49])))
  expect(
    readArrivalBytes(folder, { ...place, segment: 99, length: 10, generation: 0 }),
  ).toBeUndefined()
  expect(
    readArrivalBytes(folder, { ...place, offset: 1, length: 10, generation: 0 }),
  ).toBeUndefined()
})

test('a reader goes on where it was, and sees what comes', async () => {
  const writer = openLogWriter({ folder, segmentBytes: 100 })
  await writer.append(toEntry('a'))
  const reader = openLogReader(folder, logStart)
  expect(reader.read(writer.end())?.entry.facts.id).toBe('a')
  expect(reader.read(writer.end())).toBeUndefined()
  await writer.append(toEntry('b'))
  const read = reader.read(writer.end())
  expect(read?.entry.facts.id).toBe('b')
  await writer.append(toEntry('c'))
  reader.seek(read?.at ?? logStart)
  expect(reader.read(writer.end())?.entry.facts.id).toBe('b')
  expect(readIds(writer.end(), read?.next).ids).toEqual(['c'])
  reader.close()
  await writer.close()
})

test.each([1, 10, 16, 17, 60])(
  'an end torn %i bytes short costs its entry and no other',
  async (missing) => {
    await write([toEntry('a'), toEntry('b')])
    const path = toSegmentPath(folder, 1)
    truncateSync(path, readFileSync(path).length - missing)
    const end = await write([toEntry('c')])
    expect(readIds(end).ids).toEqual(['a', 'c'])
  },
)

test.each([
  ['its magic', 0],
  ['the length of its facts', 4],
  ['the length of its body', 8],
  ['its checksum', 12],
  ['its facts', 20],
])('an entry of which %s is overwritten costs no other, and is told', async (_part, offset) => {
  const writer = openLogWriter({ folder })
  await writer.append(toEntry('a'))
  const { offset: start } = await writer.append(toEntry('b'))
  await writer.append(toEntry('c'))
  await writer.close()
  const bytes = readFileSync(toSegmentPath(folder, 1))
  bytes.fill(0xff, start + offset, start + offset + 4)
  writeFileSync(toSegmentPath(folder, 1), bytes)
  expect(readIds(await write([]))).toEqual({ ids: ['a', 'c'], damaged: 1 })
})

test('what looks like entries within a body is none', async () => {
  await write([toEntry('inner')])
  const inner = readFileSync(toSegmentPath(folder, 1))
  rmSync(toSegmentPath(folder, 1))
  const end = await write([toEntry('outer', Buffer.concat([inner, inner])), toEntry('next')])
  expect(readIds(end).ids).toEqual(['outer', 'next'])
})

test('a segment of nothing but noise is stepped over', async () => {
  writeFileSync(toSegmentPath(folder, 1), Buffer.alloc(3 << 20, 'FLA1 noise'))
  writeFileSync(toSegmentPath(folder, 2), '')
  const end = await write([toEntry('a')])
  expect(readIds(end)).toEqual({ ids: ['a'], damaged: 1 })
})

test('a segment that is gone is stepped over, and a log that was emptied begins anew', async () => {
  await write([toEntry('a')])
  await write([toEntry('b')])
  const end = await write([toEntry('c')])
  rmSync(toSegmentPath(folder, 2))
  expect(readIds(end).ids).toEqual(['a', 'c'])
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  expect(readIds(await write([toEntry('d')]), { segment: 3, offset: 50 }).ids).toEqual(['d'])
})

test('the next start writes behind no torn end', async () => {
  await write([toEntry('a')])
  appendFileSync(toSegmentPath(folder, 1), 'FLA1 and half of something')
  const end = await write([toEntry('b')])
  expect(end.segment).toBe(2)
  expect(readIds(end).ids).toEqual(['a', 'b'])
})

test('who appends after the end is told so', async () => {
  const writer = openLogWriter({ folder })
  const open = writer.append(toEntry('a'))
  await writer.close()
  await expect(open).resolves.toEqual({ segment: 1, offset: 0 })
  await expect(writer.append(toEntry('b'))).rejects.toThrow('closed')
  expect(writer.pending()).toBe(0)
})

test('a body in pieces is read as one', async () => {
  const { facts } = toEntry('a')
  const writer = openLogWriter({ folder })
  await writer.append({ facts, body: ['one ', '', 'body'].map((piece) => Buffer.from(piece)) })
  await writer.append({ facts: { ...facts, id: 'b' }, body: [] })
  const end = writer.end()
  await writer.close()
  const reader = openLogReader(folder, logStart)
  const bodies = [reader.read(end), reader.read(end)].map((read) => read?.entry.body)
  expect(bodies.map((body) => body && Buffer.from(body).toString())).toEqual(['one body', ''])
  expect(reader.damaged).toEqual([])
  reader.close()
})
