import type { EventRecord } from 'protocol'
import { describe, expect, test } from 'vitest'
import {
  makeContext,
  makeError,
  makeEvent,
  makeException,
  makeFrame,
  makeMechanism,
} from './event-fixture.ts'
import { toGroup } from './grouping.ts'

type Pair = readonly [sentence: string, first: EventRecord, second: EventRecord]

const origin = 'http://localhost:5173'
const total = makeFrame({ function: 'total', filename: `${origin}/src/cart.ts` })
const view = makeFrame({ function: 'CartView', filename: `${origin}/src/CartView.tsx` })
const inNode = makeFrame({
  function: 'total',
  module: 'cart',
  filename: '/srv/shop/cart.ts',
  context: makeContext('  return item.price'),
})
const inLibrary = makeFrame({
  function: 'query',
  filename: '/srv/shop/node_modules/pg/client.js',
  inApp: false,
})
const nameless = makeFrame({ function: '?', filename: `${origin}/src/cart.ts` })
const madeUp = makeMechanism({ synthetic: true })

const alike: readonly Pair[] = [
  [
    'an edit that moved lines',
    makeError([view, { ...total, line: 41, column: 3 }]),
    makeError([
      { ...view, line: 7 },
      { ...total, line: 44, column: 5 },
    ]),
  ],
  [
    'an edit that moved lines and indented them, with source lines',
    makeError([{ ...inNode, line: 41 }], {}, 'node'),
    makeError(
      [
        {
          ...inNode,
          line: 57,
          context: makeContext('\t\treturn   item.price '),
        },
      ],
      {},
      'node',
    ),
  ],
  [
    "two of Vite's query strings",
    makeError([{ ...total, filename: `${origin}/src/cart.ts?t=1790000000001` }]),
    makeError([{ ...total, filename: `${origin}/src/cart.ts?t=1790000000999` }]),
  ],
  [
    'a query string and none',
    makeError([total]),
    makeError([{ ...total, filename: `${origin}/src/cart.ts?v=d0a9f910` }]),
  ],
  [
    "a file of the project and the same through Vite's /@fs/",
    makeError([total]),
    makeError([{ ...total, filename: `${origin}/@fs/home/ada/shop/src/cart.ts` }]),
  ],
  [
    'two builds',
    makeError([{ ...total, filename: 'https://shop.example/assets/index-hbOHuHsz.js' }]),
    makeError([{ ...total, filename: 'https://shop.example/assets/index-DbN9j_n9.js' }]),
  ],
  [
    "React's second call in strict mode, which takes another way through React",
    makeError([view, reactFrame('renderWithHooks'), reactFrame('updateFunctionComponent'), total]),
    makeError([view, reactFrame('renderWithHooksAgain'), total]),
  ],
  [
    'dependencies that Vite has bundled anew',
    makeError([viteChunk('chunk-I2CMIVME.js?v=d0a9f910'), total]),
    makeError([viteChunk('chunk-QW3RT7ZX.js?v=11b2c3d4'), total]),
  ],
  [
    'recursion of another depth',
    makeError([view, total, total]),
    makeError([view, total, total, total, total]),
  ],
  [
    'other words where the source line is known',
    makeError([inNode], { value: 'no item for ada' }, 'node'),
    makeError([inNode], { value: 'no item for bob' }, 'node'),
  ],
  [
    'other values where no call of the app is known',
    makeError([], { value: 'no item 17 in cart 7f2c1d3e-4b5a-6978-8796-a5b4c3d2e1f0' }),
    makeError([], { value: 'no item 4 in cart 00000000-4b5a-6978-8796-a5b4c3d2e1f1' }),
  ],
  [
    'an async call and a plain one, a method by another name of its class',
    makeError([{ ...total, function: 'async Cart.total' }]),
    makeError([{ ...total, function: 'Object.total$1 [as total]' }]),
  ],
  [
    'with and without the way through the engine',
    makeError([view, total]),
    makeError([view, makeFrame({ function: 'Array.map', filename: '<anonymous>' }), total]),
  ],
  [
    "a page's inline script, whose line may be all of it",
    makeError([{ ...nameless, context: makeContext('a();b()') }]),
    makeError([{ ...nameless, context: makeContext('a();b();c()') }]),
  ],
  [
    'caught by the error boundary and by the global handler',
    makeError([view, total]),
    makeEvent(
      {
        exceptions: [
          makeException({ type: 'React ErrorBoundary TypeError', frames: [view] }),
          makeException({ type: 'TypeError', frames: [view, total] }),
        ],
      },
      'javascript',
    ),
  ],
  [
    'rejections with the same keys, found by two versions of an SDK',
    makeError(
      [{ ...inLibrary, function: 'sendUnhandledPromise' }],
      { value: 'Object captured as exception with keys: status', mechanism: madeUp },
      'node',
    ),
    makeError(
      [inLibrary],
      { value: 'Object captured as exception with keys: status', mechanism: madeUp },
      'node',
    ),
  ],
  [
    'a message with and without the stack of where it was made',
    makeEvent({ message: 'cart is empty' }, 'node'),
    makeEvent(
      {
        message: 'cart is empty',
        exceptions: [makeException({ value: 'cart is empty', frames: [inNode] })],
      },
      'node',
    ),
  ],
  [
    'messages with other values',
    makeEvent({ message: 'cart 17 took 20ms' }),
    makeEvent({ message: 'cart 4 took 1.5s' }),
  ],
  [
    'messages of one template',
    makeEvent({ message: 'ada left', template: { text: '%s left', params: ['ada'] } }),
    makeEvent({ message: 'bob left', template: { text: '%s left', params: ['bob'] } }),
  ],
  [
    'messages that are their own template',
    makeEvent({ message: 'cart 17', template: { text: 'cart 17', params: [] } }),
    makeEvent({ message: 'cart 4', template: { text: 'cart 4', params: [] } }),
  ],
  [
    'messages that differ below their second line',
    makeEvent({ message: '\n failed\n\n  at cart\nada' }),
    makeEvent({ message: 'failed\nat cart\nbob' }),
  ],
  [
    'stacks of threads, where nothing was thrown',
    makeEvent({ threads: [makeThread()] }),
    makeEvent({ threads: [makeThread()], level: 'fatal' }),
  ],
  [
    'another level, service, release or transaction',
    makeError([total]),
    { ...makeError([total]), level: 'fatal', transaction: '/cart', tags: { a: 'b' } },
  ],
]

const apart: readonly Pair[] = [
  ['another type', makeError([total]), makeError([total], { type: 'RangeError' })],
  ['another function', makeError([total]), makeError([{ ...total, function: 'sum' }])],
  [
    'another file',
    makeError([total]),
    makeError([{ ...total, filename: `${origin}/src/order.ts` }]),
  ],
  ['another caller', makeError([total]), makeError([view, total])],
  [
    'another line of one function',
    makeError([inNode], {}, 'node'),
    makeError([{ ...inNode, context: makeContext('return item.tax') }], {}, 'node'),
  ],
  [
    'another cause',
    makeEvent({ exceptions: [makeException({ type: 'A' }), makeException({ type: 'C' })] }),
    makeEvent({ exceptions: [makeException({ type: 'B' }), makeException({ type: 'C' })] }),
  ],
  [
    'other words where no function has a name',
    makeError([nameless], { value: 'price is undefined' }),
    makeError([nameless], { value: 'tax is undefined' }),
  ],
  [
    "other words where every call is a library's",
    makeError([inLibrary], { value: 'relation "carts" does not exist' }, 'node'),
    makeError([inLibrary], { value: 'duplicate key' }, 'node'),
  ],
  [
    'other strings thrown in one function',
    makeError([total], { type: 'Error', value: 'cart is empty', mechanism: madeUp }),
    makeError([total], { type: 'Error', value: 'card was declined', mechanism: madeUp }),
  ],
  [
    "other strings thrown where only the caller's line is known",
    makeError([inNode, nameless], { value: 'cart is empty', mechanism: madeUp }),
    makeError([inNode, nameless], { value: 'card was declined', mechanism: madeUp }),
  ],
  ['other words', makeEvent({ message: 'cart is empty' }), makeEvent({ message: 'cart is full' })],
  [
    'templates whose constants differ',
    makeEvent({ message: 'step 1: ada', template: { text: 'step 1: %s', params: ['ada'] } }),
    makeEvent({ message: 'step 2: ada', template: { text: 'step 2: %s', params: ['ada'] } }),
  ],
  [
    'stacks of other threads',
    makeEvent({ threads: [makeThread()] }),
    makeEvent({ threads: [{ ...makeThread(), frames: [view] }] }),
  ],
  [
    'context lines of a language whose SDKs send them, and not of another',
    makeError([inNode], {}, 'python'),
    makeError([inNode], {}, 'go'),
  ],
]

function reactFrame(name: string) {
  const filename = `${origin}/node_modules/.vite/deps/react-dom_client.js?v=d0a9f910`
  return makeFrame({ function: name, filename })
}

function viteChunk(file: string) {
  return makeFrame({ function: 'dispatch', filename: `${origin}/node_modules/.vite/deps/${file}` })
}

function makeThread() {
  return {
    id: '1',
    name: undefined,
    isCrashed: true,
    isCurrent: false,
    isMain: true,
    state: undefined,
    frames: [total],
  }
}

describe('one group', () => {
  test.each(alike)('%s', (_sentence, first, second) => {
    expect(toGroup(second).key).toEqual(toGroup(first).key)
    expect(toGroup(second).id).toBe(toGroup(first).id)
  })
})

describe('two groups', () => {
  test.each(apart)('%s', (_sentence, first, second) => {
    expect(toGroup(second).id).not.toBe(toGroup(first).id)
  })
})

describe('what a group says', () => {
  test('an error in the app', () => {
    expect(toGroup(makeError([view, inLibrary, inNode, inLibrary], {}, 'node'))).toMatchObject({
      key: ['TypeError', 'cartview.tsx in CartView', 'cart in total: return item.price'],
      kind: 'error',
      type: 'TypeError',
      value: 'price is undefined',
      culprit: 'srv/shop/cart.ts in total',
      level: 'error',
    })
  })

  test('a message', () => {
    const event = makeEvent({ message: 'cart 17 is empty', level: 'info', transaction: '/cart' })
    expect(toGroup(event)).toMatchObject({
      key: ['cart <int> is empty'],
      kind: 'message',
      type: undefined,
      value: 'cart 17 is empty',
      culprit: '/cart',
      level: 'info',
    })
  })

  test('an event that says nothing is still in a group', () => {
    const silent = [{}, { message: ' \n' }, { exceptions: [makeException({})] }]
    for (const said of silent) {
      expect(toGroup(makeEvent(said)).key).toEqual(['Event without a message'])
    }
  })

  test.each([
    ['the last call of the app', [view, total, inLibrary], 'src/cart.ts in total'],
    ['a call without a name', [view, nameless], 'src/cart.ts'],
    ["a library's, without any", [inLibrary], 'node_modules/pg/client.js in query'],
    ['a module without a file', [makeFrame({ function: 'total', module: 'a.B' })], 'a.B in total'],
    ['a function alone', [makeFrame({ function: 'total' })], 'total'],
    ['nothing', [makeFrame({})], undefined],
    ['no stack', [], undefined],
  ])('culprit: %s', (_sentence, frames, expected) => {
    expect(toGroup(makeError(frames)).culprit).toBe(expected)
  })
})

describe('hostile events', () => {
  test.each([
    [
      '100,000 frames',
      makeError(
        Array.from({ length: 100_000 }, (_, index) => ({ ...total, function: `f${index}` })),
      ),
    ],
    [
      '100,000 causes',
      makeEvent({ exceptions: Array(100_000).fill(makeException({ type: 'A' })) }),
    ],
    ['a message of a megabyte', makeEvent({ message: 'a@1.'.repeat(250_000) })],
    ['a megabyte of blank lines', makeEvent({ message: ' \n'.repeat(500_000) })],
    ['a value of a megabyte', makeError([], { value: 'a'.repeat(1_000_000) })],
    [
      'a frame of megabytes',
      makeError([
        makeFrame({
          function: '.'.repeat(1_000_000),
          filename: '/'.repeat(1_000_000),
          module: '$'.repeat(1_000_000),
          context: makeContext(' '.repeat(1_000_000)),
        }),
      ]),
    ],
    [
      '100,000 parts of a fingerprint',
      { ...makeError([total]), fingerprint: Array(100_000).fill('{{ default }}').concat('x') },
    ],
  ])('%s', (_sentence, event) => {
    const begin = performance.now()
    const { key, id } = toGroup(event)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(key.join('').length).toBeLessThan(50_000)
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})
