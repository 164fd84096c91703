import { describe, expect, test } from 'vitest'
import { makeError, makeEvent, makeFrame } from './event-fixture.ts'
import { toGroup } from './grouping.ts'

const event = {
  ...makeError([
    makeFrame({
      function: 'total',
      filename: 'src/cart.ts',
      absPath: '/srv/shop/src/cart.ts',
      module: 'cart',
      package: 'shop',
    }),
  ]),
  message: 'cart 17 failed',
  transaction: 'GET /cart',
  logger: 'checkout',
  tags: { tenant: 'acme' },
}
const usual = ['TypeError', 'cart in total']

describe('an app decides what is one group', () => {
  test.each([
    [
      ['payment', 'declined'],
      ['payment', 'declined'],
    ],
    [['{{ default }}'], usual],
    [
      ['{{default}}', 'eu'],
      [...usual, 'eu'],
    ],
    [
      ['eu', '{{ default }}'],
      ['eu', ...usual],
    ],
    [['{{ transaction }}'], ['GET /cart']],
    [['{{ message }}'], ['cart <int> failed']],
    [['{{ raw_message }}'], ['cart 17 failed']],
    [['cart 17 failed'], ['cart <int> failed']],
    [
      ['{{ type }}', '{{ error.type }}'],
      ['TypeError', 'TypeError'],
    ],
    [
      ['{{ value }}', '{{ error.value }}'],
      ['price is undefined', 'price is undefined'],
    ],
    [
      ['{{ function }}', '{{ stack.function }}'],
      ['total', 'total'],
    ],
    [
      ['{{ path }}', '{{ stack.abs_path }}'],
      ['/srv/shop/src/cart.ts', '/srv/shop/src/cart.ts'],
    ],
    [['{{ stack.filename }}'], ['src/cart.ts']],
    [
      ['{{ module }}', '{{ package }}'],
      ['cart', 'shop'],
    ],
    [
      ['{{ level }}', '{{ logger }}'],
      ['error', 'checkout'],
    ],
    [['{{ tags.tenant }}'], ['acme']],
    [['{{ tags.region }}'], ['<no-value-for-tag-region>']],
    [['{{ tags.constructor }}'], ['<no-value-for-tag-constructor>']],
    [
      ['{{ weather }}', '{{ __proto__ }}'],
      ['<unrecognized-variable-weather>', '<unrecognized-variable-__proto__>'],
    ],
    [['order {{ type }}'], ['order {{ type }}']],
  ])('%j', (fingerprint, expected) => {
    expect(toGroup({ ...event, fingerprint }).key).toEqual(expected)
  })

  test.each([
    ['{{ transaction }}', '<no-transaction>'],
    ['{{ message }}', '<no-message>'],
    ['{{ error.type }}', '<no-type>'],
    ['{{ error.value }}', '<no-value>'],
    ['{{ stack.function }}', '<no-function>'],
    ['{{ stack.abs_path }}', '<no-abs-path>'],
    ['{{ stack.filename }}', '<no-filename>'],
    ['{{ stack.module }}', '<no-module>'],
    ['{{ stack.package }}', '<no-package>'],
    ['{{ logger }}', '<no-logger>'],
  ])('%s of an event without is %s', (variable, expected) => {
    expect(toGroup(makeEvent({ fingerprint: [variable] })).key).toEqual([expected])
  })
})

test('other errors with one fingerprint are one group, a hybrid splits the default one', () => {
  expect(toId(['payment'])).toBe(toId(['payment'], 'RangeError'))
  expect(toId(['{{ default }}', 'eu'])).not.toBe(toId(['{{ default }}', 'us']))
  expect(toId(['{{ default }}', 'eu'])).not.toBe(toId(['{{ default }}', 'eu'], 'RangeError'))
  expect(toId(['{{ default }}'])).toBe(toId(undefined))
})

function toId(fingerprint: readonly string[] | undefined, type = 'TypeError'): string {
  return toGroup({ ...makeError([], { type }), fingerprint }).id
}
