import type { EventRecord, Frame } from 'protocol'
import { makeContext, makeError, makeEvent, makeFrame } from '../src/event-fixture.ts'
import { toGroup } from '../src/index.ts'

/** Microseconds to say which group an event belongs to: the median of many rounds. */
const origin = 'http://localhost:5173'

function repeat(count: number, make: (index: number) => Frame): readonly Frame[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

const events: readonly (readonly [string, EventRecord])[] = [
  [
    'node, 30 frames, 10 of the app',
    makeError(
      repeat(30, (index) =>
        makeFrame({
          function: `async Handler.step${index}`,
          module: `app.module${index % 7}`,
          filename: `/srv/shop/src/module${index % 7}.ts`,
          inApp: index % 3 === 0,
          context: makeContext(`    const order = await step${index}(cart, options)`),
        }),
      ),
      {},
      'node',
    ),
  ],
  [
    'browser, 30 frames, all of the app',
    makeError(
      repeat(30, (index) =>
        makeFrame({
          function: `Object.render${index}`,
          filename: `${origin}/src/views/View${index}.tsx?t=1790000000000`,
        }),
      ),
    ),
  ],
  [
    'python, 30 frames, all of the app, with lines',
    makeError(
      repeat(30, (index) =>
        makeFrame({
          function: `step_${index}`,
          module: `shop.module${index % 7}`,
          filename: `shop/module${index % 7}.py`,
          context: makeContext(`        order = step_${index}(cart, options=options)`),
        }),
      ),
      {},
      'python',
    ),
  ],
  ['error without a stack', makeError([], { value: 'timeout of 3000ms at http://a.b/c?d=1' })],
  ['message', makeEvent({ message: 'order 17 of ada@example.com took 1.5s (retry=true)' })],
]

function time(calls: number, event: EventRecord): number {
  const begin = performance.now()
  for (let call = 0; call < calls; call++) toGroup(event)
  return ((performance.now() - begin) * 1000) / calls
}

for (const [name, event] of events) {
  for (let round = 0; round < 20; round++) time(500, event)
  const rounds = Array.from({ length: 41 }, () => time(500, event)).toSorted((a, b) => a - b)
  console.log(`${name.padEnd(48)}${(rounds[20] ?? 0).toFixed(1).padStart(6)} µs`)
}
