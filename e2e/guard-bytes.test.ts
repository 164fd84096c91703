import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { installExpress } from './guard/express-home.ts'
import { openRecorder } from './guard/recorder.ts'
import type { Certificate, Recorder } from './guard/recorder.ts'
import { openTrap } from './guard/trap.ts'
import type { Trap } from './guard/trap.ts'
import { makeFolder, openFootlight, removeFolder } from './sidecar/footlight.ts'
import { makeCertificate } from './vite-plugin/certificate.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'

let folder: string
let certificate: Certificate
let browser: Browser
let own: Recorder
let secure: Recorder
let trap: Trap

beforeAll(async () => {
  folder = makeFolder()
  makeCertificate(folder)
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(folder, name)))
  certificate = { key, cert } as Certificate
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  removeFolder(folder)
})

beforeEach(async () => {
  own = await openRecorder()
  secure = await openRecorder(certificate)
  trap = await openTrap()
})

afterEach(async () => {
  await Promise.all([own, secure, trap].map(({ close }) => close()))
})

/** What is drawn anew each time, and the port of the dev server. */
const drawn = [
  /(?<=sample_rand=)[\d.]+/g,
  /(?<=----WebKitFormBoundary)\w{16}/g,
  /(?<=----formdata-undici-)\d+/g,
  /\b(?:[\da-f]{16}){1,2}\b/g,
]

/** What came since it was asked last, in an order that does not depend on who was faster. */
function takeRequests(host = ''): readonly string[] {
  const all = [own, secure].flatMap(({ requests }) => (requests as string[]).splice(0))
  return all
    .map((text) => (host === '' ? text : text.replaceAll(host, 'app')))
    .map((text) => drawn.reduce((rest, pattern) => rest.replaceAll(pattern, 'drawn'), text))
    .toSorted()
}

const beacons = ['beacon', 'beacon-blob', 'beacon-form']

/** Asks each of its places in every way a page can, at once and when it is clicked. */
function toMain(places: readonly string[], sdk: string): string {
  return `${sdk}
const text = document.querySelector('#text')!
const bytes = new Uint8Array([0, 1, 128, 255])
const blob = new Blob([bytes], { type: 'text/plain' })
const makeForm = () => {
  const form = new FormData()
  form.set('word', 'tide')
  form.set('file', blob, 'tide.png')
  return form
}
const request = (address: string, body: XMLHttpRequestBodyInit) =>
  new Promise((done) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('X-Own', 'yes')
    request.onload = done
    request.send(body)
  })
async function ask(place: string) {
  const post = (path: string, options: object) => fetch(place + path, { method: 'POST', ...options })
  await fetch(place + 'get?a=%20b')
  await fetch(new Request(place + 'request', { method: 'PUT', body: bytes, headers: [['x-b', '1']] }))
  await post('string', { body: '{"own":"wörter"}', headers: { 'X-Own': 'yes', accept: 'a/b' } })
  await post('blob', { body: blob })
  await post('form', { body: makeForm() })
  await post('fields', { body: new URLSearchParams({ word: 'tide' }) })
  await post('api/42/orders/?sentry_key=no', { body: '{"own":1}\\n{}', credentials: 'omit' })
  if (place.startsWith('https')) await post('stream', { body: blob.stream(), duplex: 'half' })
  await request(place + 'xhr', '{"own":1}')
  await request(place + 'xhr-blob', blob)
  await request(place + 'xhr-form', makeForm())
  navigator.sendBeacon(place + 'beacon', '{"own":1}')
  navigator.sendBeacon(place + 'beacon-blob', blob)
  navigator.sendBeacon(place + 'beacon-form', makeForm())
}
async function askAll(time: string) {
  for (const place of ${JSON.stringify(places)}) await ask(place + time + '/')
  text.textContent = time
}
addEventListener('click', () => askAll('late'))
await askAll('early')
`
}

interface Visit {
  readonly places: readonly string[]
  readonly sdk: string
  readonly isCaptured: boolean
}

/** Everything a page asked for, with us in it or not. */
async function visit({ places, sdk, isCaptured }: Visit, isOurs: boolean) {
  const config = `optimizeDeps: { include: ['@sentry/browser'] },
  server: { proxy: { '/own': { target: '${own.url}' } } },`
  const app = makeViteApp({
    version: 8,
    config,
    files: {
      'src/main.ts': toMain(places, sdk),
      ...(isOurs ? {} : { 'vite.config.ts': `export default { clearScreen: false, ${config} }\n` }),
    },
  })
  try {
    const { url } = await app.start()
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
    await page.goto(url)
    const isAsked = (time: string): Promise<unknown> =>
      page.waitForFunction(
        (wanted) => document.querySelector('#text')?.textContent === wanted,
        time,
      )
    await isAsked('early')
    expect(await page.evaluate(() => '__footlight' in window)).toBe(isOurs)
    if (isOurs && isCaptured) {
      await page.waitForFunction(() => Reflect.has(window, '__footlightSentry'))
    }
    await page.dispatchEvent('body', 'click')
    await isAsked('late')
    const lines = (): readonly string[] =>
      [own, secure].flatMap(({ requests }) => requests.map((text) => text.split('\n')[0] ?? ''))
    const wanted = ['early', 'late'].flatMap((time) => beacons.map((name) => `/${time}/${name}`))
    await until(() =>
      wanted.every((end) => lines().filter((line) => line.endsWith(end)).length >= places.length),
    )
    await page.context().close()
    return takeRequests(new URL(url).host)
  } finally {
    await app.close()
  }
}

test('a page without an SDK asks for the same, byte for byte', async () => {
  const shape = { places: [own.url, secure.url], sdk: '', isCaptured: true }
  const without = await visit(shape, false)
  expect(without.length).toBeGreaterThan(50)
  expect(await visit(shape, true)).toEqual(without)
})

test('so does one with an SDK, of its own server as well', async () => {
  const sdk = `import * as Sentry from '@sentry/browser'
Sentry.init({ dsn: '${trap.dsn}' })
Sentry.captureMessage('not the app’s own')
await Sentry.flush(5000)`
  const shape = { places: ['/own/', own.url, secure.url], sdk, isCaptured: false }
  const without = await visit(shape, false)
  expect(trap.received).not.toEqual([])
  const count = trap.received.length
  expect(await visit(shape, true)).toEqual(without)
  expect(trap.received).toHaveLength(count)
})

const entry = pathToFileURL('packages/cli/dist/node.js').href

/** What an Express app answers, and what it asks for. */
async function run(sdk: string, footlight?: string) {
  const home = await installExpress()
  copyFileSync('e2e/guard/app/sender.mjs', join(home, 'sender.mjs'))
  const ours = { FOOTLIGHT_URL: footlight, FOOTLIGHT_GUARD: 'keep' }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...(footlight === undefined ? [] : ['--import', entry]), 'sender.mjs'],
    {
      cwd: home,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
        SDK: sdk,
        DSN: trap.dsn,
        OWN: own.url,
        OWN_SECURE: secure.url,
        ...(footlight === undefined ? {} : ours),
      },
    },
  )
  const answers = stdout.replaceAll(/(?<=Date: )[^\\]+/g, 'now')
  return { answers, requests: takeRequests() }
}

const carriers = /^(?:sentry-trace|traceparent|baggage): .*\n/gim

test.each([
  ['with an SDK asks and answers', '@sentry/node'],
  ['without one adds the trace to what stays on this machine, and else asks and answers', ''],
])('a server %s the same, byte for byte', async (_name, sdk) => {
  const data = makeFolder()
  const footlight = await openFootlight({ data })
  try {
    const without = await run(sdk)
    const count = trap.received.length
    expect(count > 0).toBe(sdk !== '')
    const guarded = await run(sdk, footlight.url)
    const requests =
      sdk === '' ? guarded.requests.map((text) => text.replaceAll(carriers, '')) : guarded.requests
    expect(without.requests).toHaveLength(22)
    expect({ ...guarded, requests }).toEqual(without)
    expect(trap.received).toHaveLength(count)
  } finally {
    await footlight.stop()
    removeFolder(data)
  }
})
