import { expect, test } from 'vitest'
import { readArrival } from './arrival-readers.ts'
import { toArrival } from './arrival-fixture.ts'
import type { Arrival, ArrivalFormat } from './arrival.ts'

/** A body of about so many bytes. */
type Grow = (size: number) => Arrival

const encoder = new TextEncoder()

function body(format: ArrivalFormat, text: (size: number) => string, contentType?: string): Grow {
  return (size) => toArrival(text(size), { format, contentType })
}

function item(type: string, text: (size: number) => string): Grow {
  return body('envelope', (size) => `{}\n{"type":"${type}"}\n${text(size)}\n`)
}

/** A dump of modules that all point to one build id, which claims to be as long as the dump. */
function toDump(size: number): Arrival {
  const modules = Math.floor(size / 10 / 108)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  const u32 = (at: number, value: number): void => view.setUint32(at, value, true)
  const buildId = 48 + modules * 108
  bytes.set(encoder.encode('MDMP'))
  const directory = [
    [8, 1],
    [12, 32],
    [32, 4],
    [36, 4 + modules * 108],
    [40, 44],
    [44, modules],
  ] as const
  for (const [at, value] of directory) u32(at, value)
  for (let index = 0; index < modules; index++) {
    u32(48 + index * 108 + 76, 0xffffffff)
    u32(48 + index * 108 + 80, buildId)
  }
  u32(buildId, 0x4270454c)
  return toArrival(bytes, { format: 'minidump' })
}

/** What once took longer than it is long, and the plainest long body of every reader. */
const inputs: Readonly<Record<string, Grow>> = {
  'modules that share a build id': toDump,
  'a width of zeros': item(
    'event',
    (size) => `{"logentry":{"message":"%${'0'.repeat(size)}","params":["a"]}}`,
  ),
}

/** Machines are busy with other things, too: the quickest of some runs is what a reading takes. */
function time(arrival: Arrival): number {
  const began = performance.now()
  let quickest = Number.POSITIVE_INFINITY
  for (let run = 0; run < 4 && performance.now() - began < 1000; run++) {
    const started = performance.now()
    readArrival(arrival)
    quickest = Math.min(quickest, performance.now() - started)
  }
  return quickest
}

const SMALL = 32 * 1024
const GROWTH = 4

/** Twice of linear; quadratic would be four times of it. Below a millisecond the clock says little. */
function growsFaster(grow: Grow): boolean {
  const small = Math.max(time(grow(SMALL)), 1)
  return time(grow(SMALL * GROWTH)) > small * GROWTH * 2
}

test.each(Object.entries(inputs))(
  '%s: time grows with size',
  { timeout: 60_000 },
  (_name, grow) => {
    const tries = [1, 2, 3].map(() => () => growsFaster(grow))
    expect(tries.every((isFaster) => isFaster())).toBe(false)
  },
)
