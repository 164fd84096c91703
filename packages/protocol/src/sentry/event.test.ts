import { describe, expect, test } from 'vitest'
import { readOne, receivedAt, recordsOf } from '../arrival-fixture.ts'
import type { EventRecord } from '../record/event.ts'

function readEvent(payload: Readonly<Record<string, unknown>>): EventRecord {
  const { records } = readOne('event', payload)
  const [event] = recordsOf('event', records)
  if (event === undefined) throw new Error('no event was read')
  return event
}

describe('the words of an event', () => {
  test.each([
    ['a plain string', { message: 'hello' }, 'hello'],
    ['logentry', { logentry: { message: 'a %s', params: ['b'], formatted: 'a b' } }, 'a b'],
    [
      'a template without its result',
      { logentry: { message: 'a %s has %d', params: ['b', 2] } },
      'a b has 2',
    ],
    ['named parameters', { logentry: { message: '%(who)s', params: { who: 'ada' } } }, 'ada'],
    ['braces', { logentry: { message: '{} {1} {name}', params: ['x', 'y'] } }, 'x y {name}'],
    ['names in braces', { logentry: { message: '{who}', params: { who: { id: 1 } } } }, '{"id":1}'],
    [
      'an object at message, as PHP sends',
      { message: { message: 'm %s', params: ['1'], formatted: 'm 1' } },
      'm 1',
    ],
    ['the older name', { 'sentry.interfaces.Message': { formatted: 'old' } }, 'old'],
    ['false is none', { message: false }, undefined],
    ['a number', { message: 7 }, '7'],
    ['a percent sign', { logentry: { message: '100%% of %s', params: ['x'] } }, '100% of x'],
    ['flags and width', { logentry: { message: '%-05.2f and %+d', params: [1, 2] } }, '1 and 2'],
    [
      'a name that every object has',
      { logentry: { message: '{constructor}', params: { a: 1 } } },
      '{constructor}',
    ],
    ['a width of zeros', { logentry: { message: '%0000000000d', params: [1] } }, '%0000000000d'],
  ])('%s', (_sentence, payload, expected) => {
    expect(readEvent(payload).message).toBe(expected)
  })

  test('a long parameter that is named again and again does not grow without end', () => {
    const logentry = { message: '{0}'.repeat(60_000), params: ['x'.repeat(10_000)] }
    expect(readEvent({ logentry }).message?.length).toBeLessThan(400_000)
  })
})

test('ids of 64 bits keep their digits', () => {
  const { records } = readOne(
    'event',
    '{"user":{"id":9007199254740993},"extra":{"a":[9007199254740993]}}',
  )
  expect(records).toMatchObject([
    { user: { id: '9007199254740993' }, extra: { a: ['9007199254740993'] } },
  ])
})

describe('exceptions', () => {
  test.each([
    ['values', { exception: { values: [{ type: 'A' }, { type: 'B' }] } }, ['A', 'B']],
    ['a bare list', { exception: [{ type: 'A' }] }, ['A']],
    ['one object', { exception: { type: 'A', value: 'x' } }, ['A']],
    ['nulls among them', { exception: { values: [null, { type: 'A' }] } }, ['A']],
    ['the older name', { 'sentry.interfaces.Exception': { values: [{ type: 'A' }] } }, ['A']],
    ['a number', { exception: 5 }, []],
  ])('%s', (_sentence, payload, expected) => {
    expect(readEvent(payload).exceptions.map(({ type }) => type)).toEqual(expected)
  })

  test('frames keep lines, code and locals, whatever is missing', () => {
    const frame = {
      function: 'total',
      filename: 'cart.ts',
      lineno: 41,
      colno: 0,
      in_app: true,
      pre_context: ['a', null],
      context_line: '  return price',
      post_context: [],
      vars: { price: 'null', __proto__: null },
    }
    const { exceptions } = readEvent({
      exception: { values: [{ type: 'E', stacktrace: { frames: [null, frame] } }] },
    })
    expect(exceptions[0]?.frames).toEqual([
      expect.objectContaining({
        function: 'total',
        line: 41,
        column: 0,
        inApp: true,
        context: { before: ['a', ''], line: '  return price', after: [] },
        vars: { price: 'null' },
      }),
    ])
  })

  test('groups keep who holds whom', () => {
    const mechanism = {
      type: 'chained',
      exception_id: 1,
      parent_id: 0,
      is_exception_group: true,
      source: 'errors[0]',
    }
    const { exceptions } = readEvent({ exception: [{ type: 'E', mechanism }] })
    expect(exceptions[0]?.mechanism).toMatchObject({
      type: 'chained',
      exceptionId: 1,
      parentId: 0,
      isGroup: true,
      source: 'errors[0]',
    })
  })

  test('a stack at the top of an old event is the thread that made it', () => {
    const { threads } = readEvent({ message: 'x', stacktrace: { frames: [{ function: 'f' }] } })
    expect(threads).toMatchObject([{ isCurrent: true, frames: [{ function: 'f' }] }])
  })

  test('a thrown object is told in words', () => {
    const { exceptions, title } = readEvent({ exception: [{ type: 'E', value: { code: 7 } }] })
    expect(exceptions[0]?.value).toBe('{"code":7}')
    expect(title).toBe('E: {"code":7}')
  })
})

describe('what surrounds an event', () => {
  test.each([
    ['a map', { tags: { a: 1, b: true } }, { a: '1', b: 'true' }],
    [
      'pairs',
      {
        tags: [
          ['a', 'x'],
          ['b', null],
          ['__proto__', 'y'],
        ],
      },
      { a: 'x', ['__proto__']: 'y' },
    ],
    ['nothing', {}, {}],
  ])('tags from %s', (_sentence, payload, expected) => {
    expect(JSON.stringify(readEvent(payload).tags)).toBe(JSON.stringify(expected))
  })

  test.each([
    [
      'a map',
      { Accept: ['a', 'b'], X: 1 },
      [
        ['Accept', 'a, b'],
        ['X', '1'],
      ],
    ],
    [
      'pairs',
      [
        ['Accept', 'a'],
        ['Accept', 'b'],
      ],
      [
        ['Accept', 'a'],
        ['Accept', 'b'],
      ],
    ],
    [
      'text',
      'A: 1\r\nB: 2:3\r\n',
      [
        ['A', '1'],
        ['B', '2:3'],
      ],
    ],
  ])('headers from %s', (_sentence, headers, expected) => {
    expect(readEvent({ request: { headers } }).request?.headers).toEqual(expected)
  })

  test.each([
    ['text', 'a=1&b=2', 'a=1&b=2'],
    [
      'pairs',
      [
        ['a', '1'],
        ['b', 'x y'],
      ],
      'a=1&b=x+y',
    ],
    ['a map', { a: 1 }, 'a=1'],
  ])('a query from %s', (_sentence, query, expected) => {
    expect(readEvent({ request: { query_string: query } }).request?.query).toBe(expected)
  })

  test('cookies from text', () => {
    const { request } = readEvent({ request: { cookies: 'a=1; b=x=y' } })
    expect(request?.cookies).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ])
  })

  test('a user with a numeric id and fields of their own', () => {
    const { user } = readEvent({ user: { id: 42, plan: 'pro' } })
    expect(user).toMatchObject({ id: '42', data: { plan: 'pro' } })
  })

  test('a click on our own overlay, and what it asks, is no breadcrumb', () => {
    const own = 'footlight-overlay#sentry-spotlight-footlight.sentry-block'
    const clicks = [own, 'button.buy'].map((message) => ({ category: 'ui.click', message }))
    const requests = ['/__footlight/session', '/api'].map((url) => ({
      category: 'fetch',
      message: url,
      data: { url },
    }))
    const { breadcrumbs } = readEvent({ breadcrumbs: { values: [...clicks, ...requests] } })
    expect(breadcrumbs.map(({ message }) => message)).toEqual(['button.buy', '/api'])
  })

  test('breadcrumbs keep message and data, and the older name of type', () => {
    const crumb = { ty: 'http', message: 'm', data: { url: '/x' }, timestamp: 1_700_000_000 }
    expect(readEvent({ breadcrumbs: { values: [null, crumb] } }).breadcrumbs).toEqual([
      {
        time: receivedAt,
        type: 'http',
        category: undefined,
        level: undefined,
        message: 'm',
        data: { url: '/x' },
      },
    ])
  })

  test('flags, images, modules, fingerprint', () => {
    const event = readEvent({
      contexts: { flags: { values: [{ flag: 'dark', result: false }, 5] }, bare: 'x' },
      debug_meta: {
        images: [
          { type: 'sourcemap', code_file: '/a.js', debug_id: 'd' },
          { id: 'i', name: 'n' },
        ],
      },
      modules: { express: '4' },
      fingerprint: ['{{ default }}', 7],
    })
    expect(event.flags).toEqual([{ flag: 'dark', result: false }])
    expect(event.contexts['bare']).toEqual({ value: 'x' })
    expect(event.images).toMatchObject([
      { type: 'sourcemap', debugId: 'd', codeFile: '/a.js' },
      { type: 'unknown', debugId: 'i', codeFile: 'n' },
    ])
    expect(event.modules).toEqual({ express: '4' })
    expect(event.fingerprint).toEqual(['{{ default }}', '7'])
  })

  test.each([
    ['warn', 'warning'],
    ['log', 'info'],
    ['critical', 'fatal'],
    [50, 'fatal'],
    ['constructor', 'error'],
    [undefined, 'error'],
  ])('level %s is %s', (level, expected) => {
    expect(readEvent({ level }).level).toBe(expected)
  })

  test('the id of the envelope wins; without any, the bytes make one', () => {
    const payload = { event_id: 'a'.repeat(32) }
    const header = { event_id: 'B'.repeat(32) }
    expect(recordsOf('event', readOne('event', payload, { header }).records)[0]?.id).toBe(
      'b'.repeat(32),
    )
    expect(readEvent({ message: 'x' }).id).toBe(readEvent({ message: 'x' }).id)
    expect(readEvent({ message: 'x' }).id).not.toBe(readEvent({ message: 'y' }).id)
  })

  test('the project and key of the DSN, and the service by what it runs in', () => {
    const header = {
      dsn: 'https://abc@o1.ingest.example/42',
      sdk: { name: 'sentry.javascript.react', version: '11.0.0' },
    }
    const { records } = readOne('event', { release: 'r', environment: 'dev', tags: {} }, { header })
    expect(records[0]?.scope).toMatchObject({
      project: '42',
      publicKey: 'abc',
      service: 'browser',
      release: 'r',
      environment: 'dev',
      sdk: { name: 'sentry.javascript.react', version: '11.0.0' },
    })
  })
})

describe('events that are something else', () => {
  test('feedback of older Java', () => {
    const { records } = readOne('event', {
      contexts: { feedback: { message: 'slow', contact_email: 'a@b' } },
    })
    expect(records).toMatchObject([{ kind: 'feedback', message: 'slow', email: 'a@b' }])
  })

  test('a report that Relay made an event of', () => {
    const { records } = readOne('event', {
      csp: { effective_directive: 'img-src', blocked_uri: 'x' },
    })
    expect(records).toMatchObject([
      { kind: 'report', reportType: 'csp', title: 'CSP: img-src blocked x' },
    ])
  })
})

describe('an event that cannot be read', () => {
  test.each([
    ['not JSON', '{"a":', 'payload-json'],
    ['null', 'null', 'payload-shape'],
    ['a list', '[]', 'payload-shape'],
  ])('%s stays as bytes with a problem', (_sentence, payload, code) => {
    const { records, problems } = readOne('event', payload)
    expect(records).toMatchObject([{ kind: 'raw', itemType: 'event', size: payload.length }])
    expect(problems).toMatchObject([{ code, item: 0 }])
  })
})
