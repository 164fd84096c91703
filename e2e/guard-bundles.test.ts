import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { browserMajors, installBrowserSdks } from './guard/browser-sdks.ts'
import { visitUnderKeep } from './guard/kept-visit.ts'
import { openTrap } from './guard/trap.ts'

let browser: Browser
let sdks: string
const bundles = new Map<string, string>()

beforeAll(async () => {
  browser = await openBrowser()
  sdks = await installBrowserSdks()
  const folder = mkdtempSync(join(sdks, 'bundles-'))
  for (const major of browserMajors) bundles.set(major, await bundle(folder, major))
  rmSync(folder, { recursive: true })
})

afterAll(() => browser.close())

/** What a CDN has of an SDK, and npm does not: one script that makes one global. */
async function bundle(folder: string, major: string): Promise<string> {
  const entry = join(folder, `${major}.js`)
  const outDir = join(folder, 'built')
  writeFileSync(entry, `import * as Sentry from 'sentry-${major}'\nwindow.Sentry = { ...Sentry }\n`)
  await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      lib: { entry, formats: ['iife'], name: 'bundle', fileName: () => `${major}.js` },
    },
  })
  return readFileSync(join(outDir, `${major}.js`), 'utf8')
}

/** Another local origin, for scripts. */
async function openCdn(scripts: Readonly<Record<string, string>>) {
  const server = createServer(({ url }, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', 'text/javascript')
    response.end(scripts[url ?? ''] ?? '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Stands in the SDK's place until something goes wrong, and fetches it then. */
const loader = (dsn: string): string => `(function () {
  var here = document.currentScript.src
  var calls = []
  var isWanted = false
  function want(name, words) {
    calls.push([name, words])
    if (isWanted) return
    isWanted = true
    var script = document.createElement('script')
    script.src = new URL('/sentry.js', here).href
    script.crossOrigin = 'anonymous'
    script.onload = start
    document.head.appendChild(script)
  }
  function start() {
    removeEventListener('error', onError)
    var init = Sentry.init
    Sentry.init = function (options) {
      return init(Object.assign({ dsn: '${dsn}' }, options))
    }
    window.sentryOnLoad()
    calls.forEach(function (call) {
      Sentry[call[0]].apply(Sentry, call[1])
    })
  }
  function onError(event) {
    want('captureException', [event.error])
  }
  addEventListener('error', onError)
  window.Sentry = {}
  ;['captureException', 'captureMessage', 'addBreadcrumb'].forEach(function (name) {
    Sentry[name] = function () {
      want(name, arguments)
    }
  })
})()
`

const toPage = (head: string): string => `<!doctype html>
<html>
  <head>
    <title>A page of scripts</title>
    ${head}
  </head>
  <body>
    <p id="text"></p>
    <script>
      addEventListener('click', async () => {
        document.querySelector('#text').textContent = String(await Sentry.flush(8000))
      })
      setTimeout(() => {
        throw new Error('boom in a script')
      })
    </script>
  </body>
</html>
`

const shapes: Readonly<Record<string, (dsn: string, cdn: string) => string>> = {
  'a bundle': (dsn, cdn) => `<script src="${cdn}/sentry.js" crossorigin="anonymous"></script>
    <script>Sentry.init({ dsn: '${dsn}', tracesSampleRate: 1 })</script>`,
  'a loader': (_dsn, cdn) => `<script>
      window.sentryOnLoad = () => Sentry.init({ tracesSampleRate: 1 })
    </script>
    <script src="${cdn}/loader.js" crossorigin="anonymous"></script>`,
}

describe.each(Object.keys(shapes))('%s', (shape) => {
  test.each(browserMajors)('of @sentry/browser %s sends nothing to production', async (major) => {
    const trap = await openTrap()
    const script = bundles.get(major) ?? ''
    const cdn = await openCdn({ '/sentry.js': script, '/loader.js': loader(trap.dsn) })
    try {
      const seen = await visitUnderKeep(browser, {
        files: {
          'index.html': toPage(shapes[shape]?.(trap.dsn, cdn.url) ?? ''),
        },
        sdks,
        dsn: trap.dsn,
        message: 'boom in a script',
      })
      expect(seen.complaints).toEqual([])
      expect(seen.titles).toHaveLength(1)
      expect(seen.host).toMatchObject({ policy: 'keep', sentBytes: 0 })
      expect(trap.received).toEqual([])
    } finally {
      await cdn.close()
      await trap.close()
    }
  })
})
