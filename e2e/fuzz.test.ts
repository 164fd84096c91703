import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readArrival, readEnvelope } from 'protocol'
import type { Arrival, TelemetryRecord } from 'protocol'
import { listCaptures, readCapture } from './corpus/capture.ts'
import { toArrival } from './corpus/read-capture.ts'

/** Everything in `npm run test:fuzz`; else enough to notice. */
const isFull = process.env['FUZZ'] === 'full'

/** One arrival of each shape: what items it has, in which order, of which size class. */
function listShapes(): readonly [string, Arrival][] {
  const shapes = new Map<string, Arrival>()
  for (const folder of listCaptures()) {
    for (const request of readCapture(folder).requests) {
      if (request.method !== 'POST') continue
      const arrival = toArrival(request)
      const types =
        arrival.format === 'envelope'
          ? readEnvelope(arrival.body).items.map(({ type }) => type)
          : [arrival.format, arrival.contentType]
      const isSmall = arrival.body.length <= 4096
      const shape = `${[...new Set(types)].join('+')} ${isSmall ? 'up to' : 'over'} 4 KB`
      if (!shapes.has(shape)) shapes.set(shape, arrival)
    }
  }
  return [...shapes]
}

/** Mulberry32: the same places in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function listCuts(length: number, random: () => number): readonly number[] {
  if (length <= 4096 && isFull) return Array.from({ length }, (_, index) => index)
  return Array.from({ length: isFull ? 200 : 20 }, () => Math.floor(random() * length))
}

/** Of megabytes, on a machine that does other things as well. */
const HANG = 10_000

function toByItem(
  records: readonly TelemetryRecord[],
): ReadonlyMap<number, readonly TelemetryRecord[]> {
  const byItem = new Map<number, TelemetryRecord[]>()
  for (const record of records) {
    const found = byItem.get(record.item)
    if (found === undefined) byItem.set(record.item, [record])
    else found.push(record)
  }
  return byItem
}

describe.each(listShapes())('%s', (shape, arrival) => {
  const random = createRandom(shape.length)
  const whole = readEnvelope(arrival.body)
  const uncut = toByItem(readArrival(arrival).records)

  test('cut anywhere, it still yields the items before the cut', () => {
    for (const cut of listCuts(arrival.body.length, random)) {
      const body = arrival.body.subarray(0, cut)
      const { records } = readArrival({ ...arrival, body })
      if (arrival.format !== 'envelope') continue
      const before = whole.items.filter(({ offset, payload }) => offset + payload.length < cut)
      const kept = toByItem(records)
      for (const index of before.keys()) {
        const isSame = isDeepStrictEqual(kept.get(index), uncut.get(index))
        expect(isSame, `item ${index}, cut at ${cut}`).toBe(true)
      }
    }
  })

  test('flipped bytes never throw and never hang', () => {
    for (let round = 0; round < (isFull ? 200 : 20); round++) {
      const body = Uint8Array.from(arrival.body)
      const flips = 1 + Math.floor(random() * 8)
      for (let flip = 0; flip < flips; flip++) {
        const at = Math.floor(random() * body.length)
        body[at] = (body[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      }
      const began = performance.now()
      expect(() => readArrival({ ...arrival, body })).not.toThrow()
      expect(performance.now() - began).toBeLessThan(HANG)
    }
  })
})
