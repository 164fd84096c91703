import { execFile } from 'node:child_process'
import { cpSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { EventItem, EnvelopeItem, LogItem, SpanItem } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { install } from './guard/installed.ts'
import { openTrap } from './guard/trap.ts'
import {
  builtProgram,
  makeFolder,
  openFootlight,
  readAll,
  removeFolder,
  settle,
} from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

const entry = pathToFileURL('packages/cli/dist/node.js').href

/** What the programs use, in the versions that publish. */
const dependencies = {
  '@opentelemetry/sdk-node': '^0.301.0',
  '@sentry/node': '^11.12.0',
  express: '^5.3.0',
  fastify: '^5.12.0',
  ioredis: '^5.11.0',
  mysql2: '^3.24.0',
  redis: '^6.3.0',
}

let data: string
let home: string
let footlight: Footlight

beforeAll(async () => {
  home = await install('capture-node', dependencies)
  cpSync('e2e/capture-node/app', home, { recursive: true })
  data = makeFolder()
  footlight = await openFootlight({ data })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
})

interface Ended {
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of the folder beside, without us. */
function run(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...parameters],
      { cwd: home, env: { ...process.env, NODE_OPTIONS: '', ...environment } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
}

/** The same with us, as a run of this name. */
function runWatched(name: string, ...parameters: readonly string[]): Promise<Ended> {
  return run(['--import', entry, ...parameters], {
    FOOTLIGHT_URL: footlight.url,
    FOOTLIGHT_RUN: name,
    FOOTLIGHT_SERVICE: 'harbour',
    INCOMING: incoming,
  })
}

const incoming = '0123456789abcdef0123456789abcdef-0123456789abcdef-1'

async function read<T>(path: string, name: string): Promise<readonly T[]> {
  await settle(footlight)
  return readAll<T>(footlight, path, `run:${JSON.stringify(name)}`)
}

describe.each(['server.mjs', 'server.cjs'])('%s', (file) => {
  test('a request is one trace: from its caller, through what it asks, with logs and error', async () => {
    const without = await run([file], { INCOMING: incoming })
    const { stdout } = await runWatched(file, file)
    const [, headers] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as [number, object]
    expect(Object.keys(headers)).toEqual(
      Object.keys(
        (JSON.parse(without.stdout.trim().split('\n').at(-1) ?? '') as [number, object])[1],
      ),
    )

    const spans = await read<SpanItem>('spans', file)
    const outer = spans.find(({ name }) => name === 'GET /outer')
    expect(outer).toMatchObject({
      traceId: '0123456789abcdef0123456789abcdef',
      parentSpanId: '0123456789abcdef',
      op: 'http.server',
      service: 'harbour',
      status: 'error',
      attributes: { 'http.response.status_code': 500, 'url.path': '/outer' },
    })
    const asked = spans.filter(({ parentSpanId }) => parentSpanId === outer?.spanId)
    expect(asked.map(({ op }) => op)).toEqual(['http.client', 'http.client'])
    const inners = spans.filter(({ op, name }) => op === 'http.server' && name === 'GET /inner')
    expect(new Set(inners.map(({ parentSpanId }) => parentSpanId))).toEqual(
      new Set(asked.map(({ spanId }) => spanId)),
    )
    const inner = inners.find(({ attributes }) => attributes['url.query'] === 'by=fetch')

    const logs = await read<LogItem>('logs', file)
    expect(logs.find(({ body }) => body === 'inside of /inner?by=fetch')).toMatchObject({
      level: 'info',
      traceId: outer?.traceId,
      spanId: inner?.spanId,
    })

    const [event, ...others] = await read<EventItem>('events', file)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      title: "TypeError: Cannot read properties of undefined (reading 'property')",
      traceId: outer?.traceId,
      spanId: outer?.spanId,
      transaction: 'GET /outer',
      sdk: { name: 'footlight.node' },
    })
    expect(event?.exceptions[0]?.frames.at(-1)).toMatchObject({
      function: 'readNothing',
      inApp: true,
    })
  })
})

describe('a process ends as it would without us', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['uncaught error', ['TypeError: nobody caught it'], []],
    ['error in a timer', ['Error: late'], []],
    ['no error at all', ['Error: { code: 42 }'], []],
    ['unhandled rejection', ['Error: nobody awaited it'], []],
    ['exit right after a line', [], ['about to leave']],
    ['end of work', [], ['that was all']],
    [
      'own handlers',
      ['Error: somebody handles', 'Error: somebody listens'],
      ['handled', 'handled as well'],
    ],
    ['a warning', [], ['SomethingWarning: watch out']],
    ['error in a thread', ['TypeError: nobody caught it'], []],
    ['error in a thread that is watched', ['TypeError: nobody caught it'], ['nobody caught it']],
    ['error in a child', ['TypeError: nobody caught it'], []],
  ])('%s', async (name, titles, bodies) => {
    const without = await run(['endings.mjs', name])
    const watched = await runWatched(name, 'endings.mjs', name)
    expect(withoutPid(watched)).toEqual(withoutPid(without))
    const events = await read<EventItem>('events', name)
    expect(events.map(({ title }) => title).toSorted()).toEqual(titles)
    const logs = await read<LogItem>('logs', name)
    expect(logs.map(({ body }) => body).toSorted()).toEqual(bodies)
  })

  test('what the console prints is what it prints without us', async () => {
    const name = 'the whole console'
    const without = await run(['endings.mjs', name])
    const watched = await runWatched(name, 'endings.mjs', name)
    expect(watched).toEqual(without)
    const logs = await read<LogItem>('logs', name)
    const told = logs.map(({ level, body }) => `${level} ${body.split('\n')[0]}`)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining('info a line of'),
        'info info',
        'debug debug',
        'warn Assertion failed: asserted',
        'error Trace: traced',
        'error error',
      ]),
    )
    expect(await read('events', name)).toEqual([])
  })

  test('switched off, nothing is told', async () => {
    await run(['--import', entry, 'endings.mjs', 'uncaught error'], {
      FOOTLIGHT: 'off',
      FOOTLIGHT_URL: footlight.url,
      FOOTLIGHT_RUN: 'off',
    })
    expect(await read<EnvelopeItem>('envelopes', 'off')).toEqual([])
  })

  test('a sidecar that is away is not noticed', async () => {
    const without = await run(['endings.mjs', 'uncaught error'])
    const environment = { FOOTLIGHT_URL: 'http://127.0.0.1:1/' }
    const away = await run(['--import', entry, 'endings.mjs', 'uncaught error'], environment)
    expect(away).toEqual(without)
  })
})

function withoutPid({ stderr, ...rest }: Ended): Ended {
  return { ...rest, stderr: stderr.replace(/\(node:\d+\)/g, '(node)') }
}

test.each<[string, readonly string[], readonly string[]]>([
  [
    'express.mjs',
    ['GET /nowhere', 'GET /orders/:id', 'GET /orders/:id/invoice', 'GET /orders/:id/secret'],
    ['Error: no invoice'],
  ],
  ['fastify.mjs', ['GET /orders/:id', 'GET /orders/:id/invoice'], ['Error: no invoice']],
])('%s: routes have names, and what a handler threw is told once', async (file, names, titles) => {
  expect(await runWatched(file, file)).toMatchObject({ code: 0 })
  const spans = await read<SpanItem>('spans', file)
  const requests = spans.filter(({ op }) => op === 'http.server')
  expect(requests.map(({ name }) => name).toSorted()).toEqual(names)
  const events = await read<EventItem>('events', file)
  expect(events.map(({ title }) => title)).toEqual(titles)
  expect(events.map(({ transaction }) => transaction)).toEqual(['GET /orders/:id/invoice'])
})

test.each<[string, readonly string[]]>([
  ['redis.mjs', ['GET shade: ok', 'INCR lamp: error', 'SET lamp ?: ok']],
  ['mysql.mjs', ['SELECT * FROM nowhere: error', 'UPDATE lamps SET lit = true: ok']],
])('%s: each query is a span', async (file, queries) => {
  expect(await runWatched(file, file)).toMatchObject({ code: 0 })
  const spans = await read<SpanItem>('spans', file)
  const told = spans.filter(({ op, name }) => op === 'db' && !name.startsWith('CLIENT'))
  expect(told.map(({ name, status }) => `${name}: ${status}`).toSorted()).toEqual(queries)
})

test.each(['sentry', 'otel'])('where %s has started, nothing comes from us', async (sdk) => {
  const trap = await openTrap()
  const environment = {
    FOOTLIGHT_URL: footlight.url,
    FOOTLIGHT_RUN: sdk,
    SDK: sdk,
    DSN: trap.dsn,
    OTEL_EXPORTER_OTLP_ENDPOINT: footlight.url,
  }
  const { code } = await run(['--import', entry, 'sdk.mjs'], environment)
  await trap.close()
  expect(code).toBe(1)
  await settle(footlight)
  const ours = await readAll<SpanItem>(footlight, 'envelopes', `run:${sdk}`)
  expect(ours.filter(({ sdk: name }) => String(name).startsWith('footlight.node'))).toEqual([])
})

test('an SDK that starts late tells of everything from then on, and nobody else does', async () => {
  const trap = await openTrap()
  const parameters = ['--import', entry, 'late.mjs']
  const environment = { FOOTLIGHT_URL: footlight.url, FOOTLIGHT_RUN: 'late', DSN: trap.dsn }
  expect(await run(parameters, environment)).toMatchObject({ code: 0 })
  await trap.close()
  const logs = await read<LogItem>('logs', 'late')
  expect(logs.map(({ body }) => body)).toEqual(['before the SDK'])
  const events = await read<EventItem>('events', 'late')
  expect(events.filter(({ sdk }) => sdk?.name === 'footlight.node')).toEqual([])
})

test('under `footlight run`, which reads what is printed, each line is there once', async () => {
  const name = 'under-run'
  const flags = ['--root', data, '--data', data, '--service', name]
  const { code } = await run(
    [builtProgram, 'run', ...flags, '--', process.execPath, 'server.mjs'],
    { INCOMING: incoming },
  )
  expect(code).toBe(0)
  await settle(footlight)
  const logs = await readAll<LogItem>(footlight, 'logs', `service:${name}`)
  const told = logs.map(({ body, traceId }) => [body.split('\n')[0], traceId !== undefined])
  expect(told).toHaveLength(4)
  expect(told).toEqual(
    expect.arrayContaining([
      ['inside of /inner?by=fetch', true],
      ['inside of /inner?by=get', true],
      ["it went wrong TypeError: Cannot read properties of undefined (reading 'property')", true],
      [expect.stringContaining('[500,'), false],
    ]),
  )
})
