import { expect, test } from 'vitest'
import { createOutputShipper } from './output-shipper.ts'

interface Batch {
  readonly stream: string
  readonly lines: readonly string[]
  readonly arrive: () => void
}

function open() {
  const batches: Batch[] = []
  let isAnswering = false
  const shipper = createOutputShipper({
    now: () => 5,
    send: (stream, lines) =>
      new Promise<void>((resolve) => {
        batches.push({ stream, lines: lines.map(([, line]) => line), arrive: resolve })
        if (isAnswering) resolve()
      }),
  })
  const add = (stream: 'stdout' | 'stderr', text: string) => shipper.add(stream, Buffer.from(text))
  const end = (): Promise<void> => {
    isAnswering = true
    for (const { arrive } of batches) arrive()
    return shipper.end()
  }
  return { batches, add, end }
}

test('lines come in order, each with its stream, the last without its end', async () => {
  const { batches, add, end } = open()
  add('stdout', 'a\nb\n')
  add('stderr', 'c\n')
  add('stdout', 'd')
  await end()
  expect(batches.map(({ stream, lines }) => [stream, lines])).toEqual([
    ['stdout', ['a', 'b']],
    ['stderr', ['c']],
    ['stdout', ['d']],
  ])
})

test('while the sidecar is busy few batches are under way, and nothing is lost', async () => {
  const { batches, add, end } = open()
  for (let count = 0; count < 40; count++) add('stdout', `${'x'.repeat(99)}\n`.repeat(1_000))
  expect(batches).toHaveLength(4)
  await end()
  expect(batches.flatMap(({ lines }) => lines)).toHaveLength(40_000)
})

test('beyond a limit lines are counted instead of kept, and that is told when there is room', async () => {
  const { batches, add, end } = open()
  for (let count = 0; count < 400; count++) add('stdout', `${'x'.repeat(999)}\n`.repeat(100))
  await end()
  const lines = batches.flatMap((batch) => batch.lines)
  const kept = lines.filter((line) => line.startsWith('x')).length
  expect(kept).toBeLessThan(10_000)
  expect(lines.at(-1)).toContain(`${40_000 - kept} lines`)
})
