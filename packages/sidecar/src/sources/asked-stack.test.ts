import type { AskedFrame } from 'protocol'
import { expect, test } from 'vitest'
import { readAskedStack } from './asked-stack.ts'
import type { StackQuestion } from './asked-stack.ts'
import { makeAskedFrame } from './resolver-fixture.ts'

const stackOf = (name: string): { frames: readonly AskedFrame[] } => ({
  frames: [makeAskedFrame({ filename: name })],
})
const none = { frames: [] }

function ask(question: Partial<StackQuestion>): string | undefined {
  const reading = readAskedStack({
    event: undefined,
    exception: undefined,
    thread: undefined,
    frames: undefined,
    ...question,
  })
  return reading.ok
    ? reading.stack.frames.map(({ filename }) => filename).join()
    : reading.failure.code
}

function askEvent(
  exceptions: readonly object[],
  threads: readonly object[],
  question: Partial<StackQuestion> = {},
): string | undefined {
  return ask({ event: JSON.stringify({ exceptions, threads, images: [] }), ...question })
}

const crashed = { ...stackOf('crashed'), isCrashed: true }

test.each([
  ['the outermost exception', [stackOf('cause'), stackOf('outer')], [crashed], {}, 'outer'],
  ['the outermost that has frames', [stackOf('cause'), none], [], {}, 'cause'],
  ['the one named', [stackOf('cause'), stackOf('outer')], [], { exception: 0 }, 'cause'],
  ['a thread', [stackOf('cause')], [stackOf('main'), stackOf('work')], { thread: 1 }, 'work'],
  ['the crashed thread', [none], [stackOf('main'), crashed, stackOf('work')], {}, 'crashed'],
  ['any thread', [], [stackOf('main'), none], {}, 'main'],
  ['no frames', [none], [], {}, ''],
  ['an exception that is not there', [none], [], { exception: 1 }, 'stack'],
  ['a thread that is not there', [none], [], { thread: 0 }, 'stack'],
])('of an event: %s', (_sentence, exceptions, threads, question, expected) => {
  expect(askEvent(exceptions, threads, question)).toBe(expected)
})

test.each([
  ['[{"filename":"a.ts"},{"filename":"b.ts"}]', 'a.ts,b.ts'],
  ['[]', ''],
  ['[null, 7, {"filename":"a.ts"}]', 'a.ts'],
  ['{', 'frames'],
  ['{}', 'frames'],
  [undefined, 'frames'],
])('frames given as %s', (frames, expected) => {
  expect(ask({ frames })).toBe(expected)
})
