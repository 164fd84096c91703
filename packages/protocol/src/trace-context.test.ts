import { describe, expect, test } from 'vitest'
import {
  readBaggage,
  readBaggageState,
  readEnvironment,
  readMetaTags,
  readSentryTrace,
  readTraceparent,
} from './trace-context.ts'

const trace = '0af7651916cd43dd8448eb211c80319c'
const span = 'b7ad6b7169203331'

describe('sentry-trace', () => {
  test.each([
    ['sampled', `${trace}-${span}-1`, true],
    ['not sampled', `${trace}-${span}-0`, false],
    ['deferred', `${trace}-${span}`, undefined],
    ['blanks around it', `\t ${trace}-${span}-1 `, true],
    ['upper case', `${trace.toUpperCase()}-${span}-1`, true],
  ])('%s', (_sentence, value, isSampled) => {
    expect(readSentryTrace(value)).toEqual({ traceId: trace, parentSpanId: span, isSampled })
  })

  test.each([
    ['too short', `${trace}-${span.slice(1)}`],
    ['another flag', `${trace}-${span}-2`],
    ['zeros', `${'0'.repeat(32)}-${span}-1`],
    ['a W3C header', `00-${trace}-${span}-01`],
    ['nothing', undefined],
  ])('not: %s', (_sentence, value) => {
    expect(readSentryTrace(value)).toBeUndefined()
  })
})

describe('traceparent', () => {
  test.each([
    ['sampled', `00-${trace}-${span}-01`, true],
    ['not sampled', `00-${trace}-${span}-00`, false],
    ['other flags beside sampled', `00-${trace}-${span}-03`, true],
    ['a later version with more parts', `cc-${trace}-${span}-01-what-the-future`, true],
  ])('%s', (_sentence, value, isSampled) => {
    expect(readTraceparent(value)).toEqual({ traceId: trace, parentSpanId: span, isSampled })
  })

  test.each([
    ['version ff', `ff-${trace}-${span}-01`],
    ['version 00 with more parts', `00-${trace}-${span}-01-x`],
    ['upper case', `00-${trace.toUpperCase()}-${span}-01`],
    ['a zero trace id', `00-${'0'.repeat(32)}-${span}-01`],
    ['a zero span id', `00-${trace}-${'0'.repeat(16)}-01`],
    ['a later version with a tail that is no part', `cc-${trace}-${span}-01x`],
  ])('not: %s', (_sentence, value) => {
    expect(readTraceparent(value)).toBeUndefined()
  })
})

describe('baggage', () => {
  test.each([
    [
      'two',
      'a=1,b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'blanks',
      ' a = 1 , b=2 ',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['percent encoding', 'a=%C3%A9%2C', [['a', 'é,']]],
    ['encoding that is broken stays as sent', 'a=%zz', [['a', '%zz']]],
    ['equals signs in a value', 'a=b=c', [['a', 'b=c']]],
    [
      'a broken one without its neighbours',
      'a=1,=2,b,c d=3,e=5',
      [
        ['a', '1'],
        ['e', '5'],
      ],
    ],
    ['an empty value', 'a=', [['a', '']]],
  ])('%s', (_sentence, value, expected) => {
    expect(readBaggage(value).map((entry) => [entry.key, entry.value])).toEqual(expected)
  })

  test('properties stay', () => {
    expect(readBaggage('a=1;ttl=60; x')[0]?.properties).toEqual(['ttl=60', 'x'])
  })

  test('the state of a Sentry trace', () => {
    const header = `other=1,sentry-trace_id=${trace},sentry-sample_rate=0.25,sentry-sampled=false,sentry-transaction=sync%20inventory`
    expect(readBaggageState(header)).toMatchObject({
      traceId: trace,
      sampleRate: 0.25,
      isSampled: false,
      transaction: 'sync inventory',
    })
    expect(readBaggageState('other=1')).toBeUndefined()
  })
})

describe('carriers', () => {
  const baggage = `sentry-trace_id=${trace},sentry-environment=dev`

  test('an environment', () => {
    const { context, state } = readEnvironment({
      SENTRY_TRACE: `${trace}-${span}-1`,
      SENTRY_BAGGAGE: baggage,
    })
    expect(context?.parentSpanId).toBe(span)
    expect(state?.environment).toBe('dev')
  })

  test('meta tags, whichever way they are written', () => {
    const html = `<head><META content='${trace}-${span}-1' NAME="sentry-trace"/>
      <meta name=baggage content="sentry-environment=a&amp;b"><meta charset=utf-8></head>`
    const { context, state } = readMetaTags(html)
    expect(context).toEqual({ traceId: trace, parentSpanId: span, isSampled: true })
    expect(state?.environment).toBe('a&b')
  })

  test('a page without any', () => {
    expect(readMetaTags('<html>')).toEqual({ context: undefined, state: undefined })
  })
})
