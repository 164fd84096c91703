import { expect, test } from 'vitest'
import { readJson } from '../../json.ts'
import type { Json } from '../../json.ts'
import { readJsonAttributes, readJsonValue } from './attributes.ts'

const values: readonly (readonly [string, string, Json])[] = [
  ['a string', '{"stringValue":"x"}', 'x'],
  ['an empty string', '{"stringValue":""}', ''],
  ['a boolean', '{"boolValue":false}', false],
  ['an integer as a string', '{"intValue":"-5"}', -5],
  ['an integer as a number', '{"intValue":42}', 42],
  ['the last integer a number holds', '{"intValue":9007199254740991}', 9007199254740991],
  ['an integer beyond that', '{"intValue":9223372036854775807}', '9223372036854775807'],
  ['the same in snake case', '{"int_value": -9223372036854775808 }', '-9223372036854775808'],
  ['an integer that is none', '{"intValue":"many"}', 'many'],
  ['a double', '{"doubleValue":0.25}', 0.25],
  ['a double of many digits', '{"doubleValue":100000000000000000000}', 1e20],
  ['a double as a string', '{"doubleValue":"1.5"}', 1.5],
  ['no number', '{"doubleValue":"NaN"}', 'NaN'],
  ['an endless number', '{"doubleValue":"-Infinity"}', '-Infinity'],
  ['a number too large', '{"doubleValue":1e400}', 'Infinity'],
  ['bytes', '{"bytesValue":"AAAwOQ=="}', 'AAAwOQ=='],
  ['a list', '{"arrayValue":{"values":[{"intValue":1},{},{"stringValue":"x"}]}}', [1, null, 'x']],
  ['an empty list', '{"arrayValue":{}}', []],
  [
    'a map',
    '{"kvlistValue":{"values":[{"key":"a","value":{"kvlistValue":{}}},{"key":"b"}]}}',
    { a: {}, b: null },
  ],
  ['nothing', '{}', null],
  ['null', 'null', null],
  ['a field that is null', '{"stringValue":null,"intValue":1}', 1],
  ['an object as it is', '{"colour":"red"}', { colour: 'red' }],
  ['a bare value', '"x"', 'x'],
  ['an object where a string should be', '{"stringValue":{"a":1}}', { a: 1 }],
]

test.each(values)('%s', (_sentence, text, expected) => {
  const reading = readJson(text)
  expect(readJsonValue(reading.ok && reading.value)).toEqual(expected)
})

test('a name that is special to JavaScript is a name like others', () => {
  const pairs = [{ key: '__proto__', value: { stringValue: 'x' } }, 5, { value: { intValue: 1 } }]
  const attributes = readJsonAttributes(pairs)
  expect(Object.entries(attributes)).toEqual([
    ['__proto__', 'x'],
    ['', 1],
  ])
})

test('values are cut where they nest too deep', () => {
  let value: unknown = { stringValue: 'deep' }
  for (let depth = 0; depth < 100_000; depth++) value = { arrayValue: { values: [value] } }
  const text = JSON.stringify(readJsonValue(value))
  expect(text).toContain('nested deeper than 100 levels')
  expect(text.length).toBeLessThan(1000)
})
