import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createStackParser } from '@sentry/core'
import { nodeStackLineParser } from '@sentry/core/server'
import type { SourceFrame, SourcesAnswer } from 'protocol'
import { build, createServer } from 'vite'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

const cart = `interface Item {
  readonly price: number
}

/** Adds up what is in the cart. */
export function totalOf(items: readonly Item[]): number {
  let sum = 0
  for (const { price } of items) {
    if (Number.isNaN(price)) throw new TypeError('a price is no number')
    sum += price
  }
  return sum
}
`

const main = `import { totalOf } from './cart.ts'

function checkOut(prices: readonly number[]): number {
  return totalOf(prices.map((price) => ({ price })))
}

try {
  // Twice, so that no bundler puts it in the place of its call.
  console.log(checkOut([1, 2]), checkOut([Number.NaN]))
} catch (error) {
  console.log((error as Error).stack)
}
`

const files: Readonly<Record<string, string>> = {
  'src/cart.ts': cart,
  'src/main.ts': main,
  'shop/views.py':
    'def pay(cart):\n    """Takes the money."""\n    raise ValueError(f"no {cart}")\n',
  'app/models/cart.rb': 'class Cart\n  def pay\n    raise ArgumentError, "no card"\n  end\nend\n',
  'node_modules/money/index.js': 'export const round = (sum) => { throw new Error(sum) }\n',
  '.env': 'SECRET=1\n',
}

const outside = makeFolder()
const data = makeFolder()
const project = join(outside, 'shop')
let footlight: Footlight

beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) write(join(project, name), text)
  write(join(outside, 'secret.ts'), 'export const secret = 1\n')
  symlinkSync(join(outside, 'secret.ts'), join(project, 'src/linked.ts'))
  write(join(outside, 'editor.sh'), `#!/bin/sh\necho "$@" >> '${join(outside, 'opened')}'\n`)
  chmodSync(join(outside, 'editor.sh'), 0o755)
  footlight = await openFootlight({
    data,
    flags: ['--root', project, '--editor', join(outside, 'editor.sh')],
  })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(data)
  removeFolder(outside)
})

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

let events = 0

/** Sends an error as an SDK would, and answers with its id once it can be asked for. */
async function send(frames: readonly object[], more: object = {}): Promise<string> {
  const id = String(++events).padStart(32, '0')
  const value = { type: 'TypeError', value: 'no', stacktrace: { frames } }
  const event = {
    event_id: id,
    timestamp: Date.now() / 1000,
    exception: { values: [value] },
    ...more,
  }
  const body = `{}\n{"type":"event"}\n${JSON.stringify(event)}\n`
  const response = await fetch(`${footlight.url}/api/1/envelope/`, { method: 'POST', body })
  expect(response.status).toBe(200)
  await settle(footlight)
  return id
}

async function ask(parameters: Readonly<Record<string, string>>): Promise<readonly SourceFrame[]> {
  const { frames } = await footlight.read<SourcesAnswer>('sources', parameters)
  return frames
}

async function askFrame(frame: object): Promise<SourceFrame | undefined> {
  return (await ask({ frames: JSON.stringify([frame]) })).at(0)
}

function toPlace(frame: SourceFrame | undefined): string {
  return `${frame?.how} ${frame?.source}:${frame?.line}:${frame?.column} ${frame?.function}`
}

function toText(frame: SourceFrame | undefined): readonly string[] | undefined {
  return frame?.excerpt?.lines.map((line) => line.map(([text]) => text).join(''))
}

/** Where a text stands in a file, as a stack says it. */
function positionOf(code: string, text: string): { line: number; column: number } {
  const before = code.slice(0, code.indexOf(text)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

describe('a bundle that vite built', () => {
  const run = promisify(execFile)

  /** Builds, runs, and answers with the frames that Sentry's SDK reads from the stack. */
  async function buildAndRun(
    folder: string,
    sourcemap: boolean | 'inline',
  ): Promise<readonly object[]> {
    await build({
      root: project,
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: folder,
        sourcemap,
        minify: true,
        rolldownOptions: {
          input: join(project, 'src/main.ts'),
          output: { entryFileNames: 'main.js', sourcemapDebugIds: true },
        },
      },
    })
    const { stdout } = await run(process.execPath, [join(project, folder, 'main.js')])
    return createStackParser(nodeStackLineParser())(stdout)
  }

  test.each([
    ['beside it', 'dist', true, 'map'],
    ['inside it', 'build', 'inline', 'inline-map'],
  ] as const)('with its map %s', async (_sentence, folder, sourcemap, how) => {
    const frames = await buildAndRun(folder, sourcemap)
    const event = await send(frames)
    const found = (await ask({ event })).filter(({ inApp }) => inApp)
    const thrown = positionOf(cart, 'TypeError')
    expect(toPlace(found.at(-1))).toBe(`${how} src/cart.ts:${thrown.line}:${thrown.column} totalOf`)
    expect(found.at(-1)?.file).toBe(join(project, 'src/cart.ts'))
    expect(toText(found.at(-1))).toEqual(cart.split('\n').slice(3, 14))
    expect(found.at(-2)).toMatchObject({ source: 'src/main.ts', line: 4 })
  })

  test('that runs elsewhere, by its debug id', async () => {
    const frames = await buildAndRun('dist', true)
    const script = readFileSync(join(project, 'dist/main.js'), 'utf8')
    const debugId = /debugId=([\w-]+)/.exec(script)?.[1]
    const address = 'https://cdn.test/a1b2.js'
    const moved = frames.map((frame) => ({ ...frame, filename: address, abs_path: address }))
    const images = [{ type: 'sourcemap', code_file: address, debug_id: debugId }]
    const found = await ask({ event: await send(moved, { debug_meta: { images } }) })
    expect(toPlace(found.at(-1))).toMatch(/^debug-id src\/cart\.ts:9:\d+ totalOf$/)
    const unknown = [{ ...images[0], debug_id: '85314830-023f-4cf1-a267-535f4e37bb17' }]
    const [lost] = await ask({ event: await send(moved, { debug_meta: { images: unknown } }) })
    expect(lost?.how).toBe('none')
    expect(lost?.missing?.reason).toContain('debug id')
  })
})

interface Plugin {
  readonly socket: WebSocket
  readonly asked: readonly object[]
}

/** A dev server's plugin at the wire, as far as it is asked. */
function openPlugin(answer: () => unknown): Promise<Plugin> {
  const socket = new WebSocket(
    `${footlight.url.replace('http', 'ws')}/__footlight/wire?token=${footlight.token}`,
  )
  const asked: object[] = []
  return new Promise((resolve) => {
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'hello', version: 1, reader: 'plugin', session: 'p' })),
    )
    socket.on('message', (bytes: Buffer) => {
      const message = JSON.parse(bytes.toString()) as {
        type: string
        id: number
        parameters: object
      }
      if (message.type === 'welcome') resolve({ socket, asked })
      if (message.type !== 'ask') return
      asked.push(message.parameters)
      socket.send(JSON.stringify({ type: 'answer', id: message.id, value: answer() }))
    })
  })
}

test('a module of a dev server, by the plugin that knows it', async () => {
  const vite = await createServer({
    root: project,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
  })
  const transformed = await vite.environments.client.transformRequest('/src/cart.ts')
  const code = transformed?.code ?? ''
  const module = { file: join(project, 'src/cart.ts'), code, map: JSON.stringify(transformed?.map) }
  const plugins = [await openPlugin(() => null), await openPlugin(() => module)]
  const url = 'http://localhost:5173/src/cart.ts?t=1'
  const place = positionOf(code, 'new TypeError')
  const frame = { absPath: url, function: 'totalOf', ...place }
  expect(toPlace(await askFrame(frame))).toMatch(/^plugin src\/cart\.ts:9:\d+ totalOf$/)
  expect(plugins.map(({ asked }) => asked)).toEqual([[{ url }], [{ url }]])
  for (const { socket } of plugins) socket.close()
  await vite.close()
  await expect.poll(async () => (await askFrame(frame))?.how).toBe('file')
  const alone = await askFrame(frame)
  expect(alone).toMatchObject({ source: 'src/cart.ts' })
  expect(alone?.line).toBeUndefined()
  expect(alone?.missing?.reason).toContain('is not connected')
})

test.each([
  [
    'TypeScript',
    { filename: 'src/cart.ts', lineno: 9, colno: 30 },
    'src/cart.ts',
    'keyword',
    'throw',
  ],
  [
    'Python in a container',
    { filename: 'shop/views.py', abs_path: '/usr/src/app/shop/views.py', lineno: 3, in_app: true },
    'shop/views.py',
    'keyword',
    'raise',
  ],
  [
    'Ruby',
    { filename: 'app/models/cart.rb', abs_path: '/rails/app/models/cart.rb', lineno: 3 },
    'app/models/cart.rb',
    'type',
    'ArgumentError',
  ],
])('a frame of %s', async (_language, frame, source, name, text) => {
  const [found] = await ask({ event: await send([frame]), around: '1' })
  expect(found).toMatchObject({ how: 'file', source, inApp: true, line: frame.lineno })
  expect(toText(found)).toEqual(
    files[source]?.split('\n').slice(frame.lineno - 2, frame.lineno + 1),
  )
  const failing = found?.excerpt?.lines[1]?.map((token) => [token[0].trim(), token[1]])
  expect(failing).toContainEqual([expect.stringContaining(text), name])
})

test('a package is read and not in the app', async () => {
  const found = await askFrame({ filename: 'node_modules/money/index.js', line: 1 })
  expect(found).toMatchObject({ how: 'file', inApp: false })
  expect(toText(found)?.[0]).toContain('export const round')
})

test.each([
  ['../secret.ts'],
  ['src/../../secret.ts'],
  ['src/%2e%2e/%2e%2e/secret.ts'],
  ['http://localhost:5173/@fs$/secret.ts'],
  ['file://$/secret.ts'],
  ['$/secret.ts'],
  ['src/linked.ts'],
  ['.env'],
  ['/etc/passwd'],
  ['/proc/self/environ'],
])('nothing outside is read, named as %s', async (name) => {
  const filename = name.replace('$', outside)
  const found = await askFrame({ filename, line: 1 })
  expect(found).toMatchObject({ how: 'none', line: 1 })
  expect(found?.file).toBeUndefined()
  expect(found?.excerpt).toBeUndefined()
})

/** What the editor was started with, so far. */
function readOpened(): string {
  const path = join(outside, 'opened')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

describe('the editor', () => {
  test('is not started without the token, nor from a foreign page', async () => {
    const address = `${footlight.url}/__footlight/api/editor`
    const body = JSON.stringify({ file: 'src/cart.ts', line: 9 })
    const strange = { authorization: `Bearer ${footlight.token}`, origin: 'https://evil.test' }
    for (const headers of [{}, strange]) {
      const response = await fetch(address, { method: 'POST', headers, body })
      expect([401, 403]).toContain(response.status)
    }
    expect(readOpened()).toBe('')
  })

  test.each([['../secret.ts'], ['src/linked.ts'], ['/etc/passwd']])(
    'is not started for %s',
    async (file) => {
      const response = await footlight.change('editor', { file, line: 1 })
      expect(response.status).toBe(404)
      expect(readOpened()).toBe('')
    },
  )

  test('is started at the place, and the answer says which it is', async () => {
    const response = await footlight.change('editor', { file: 'src/cart.ts', line: 9, column: 3 })
    expect(await response.json()).toEqual({
      editor: join(outside, 'editor.sh'),
      file: join(project, 'src/cart.ts'),
      line: 9,
      column: 3,
    })
    await expect.poll(readOpened).toContain('src/cart.ts')
  })
})

test('a question about nothing says how to ask', async () => {
  const response = await footlight.get('sources')
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('Give an `event`')
  expect((await footlight.get('sources', { event: 'ffff' })).status).toBe(404)
})
