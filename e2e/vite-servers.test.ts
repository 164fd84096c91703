import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openTrap } from './guard/trap.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { readFacts, speak } from './vite-plugin/own-page.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp, ViteAppOptions } from './vite-plugin/vite-app.ts'
import { viteVersions } from './vite-plugin/vite-home.ts'

let browser: Browser
const apps: ViteApp[] = []

beforeAll(async () => {
  browser = await openBrowser()
})

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

afterAll(() => browser.close())

function makeApp(options: ViteAppOptions): ViteApp {
  const app = makeViteApp(options)
  apps.push(app)
  return app
}

/** A server of the app's own with Vite in the middle of it. */
const servers: Readonly<Record<string, string>> = {
  'of Node alone': `import { createServer } from 'node:http'
import { createServer as createVite } from 'vite'

const vite = await createVite({ server: { middlewareMode: true }, appType: 'spa' })
const server = createServer(vite.middlewares)
server.listen(0, () => console.log('Local: http://localhost:' + server.address().port + '/'))
process.on('SIGTERM', () => void vite.close().then(() => process.exit()))
`,
  'of Express, which has a policy of its own for all answers': `import express from 'express'
import { createServer as createVite } from 'vite'

const vite = await createVite({ server: { middlewareMode: true }, appType: 'spa' })
const app = express()
app.use((_request, response, next) => {
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('content-security-policy', "default-src 'self'")
  next()
})
app.use(vite.middlewares)
const server = app.listen(0, () => {
  console.log('Local: http://localhost:' + server.address().port + '/')
})
process.on('SIGTERM', () => void vite.close().then(() => process.exit()))
`,
  'that Vite shares for its own messages': `import { createServer } from 'node:http'
import { createServer as createVite } from 'vite'

const server = createServer((request, response) => vite.middlewares(request, response))
const vite = await createVite({
  server: { middlewareMode: { server }, hmr: { server } },
  appType: 'spa',
})
server.listen(0, () => console.log('Local: http://localhost:' + server.address().port + '/'))
process.on('SIGTERM', () => void vite.close().then(() => process.exit()))
`,
}

/** As commands of frameworks ask Vite for something; what they send meanwhile, and its answer. */
function toSync(early: string): string {
  return `import child from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { createServer } from 'vite'

let started = 0
const { spawn } = child
child.spawn = (program, words, options) => {
  if (words?.includes('serve')) started++
  return spawn(program, words, options)
}
syncBuiltinESMExports()
let sent
const plugin = { name: 'early', configureServer: () => { sent = ${early || 'undefined'} } }
const server = { middlewareMode: true, hmr: false, ws: false, watch: null }
const vite = await createServer({ server, plugins: [plugin], logLevel: 'silent' })
await vite.ssrLoadModule('/src/greeting.ts')
console.log('Local: ' + (await sent)?.status + ' after starts: ' + started)
await vite.close()
`
}

/** Every file below a folder, by what is in it. */
function digest(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  )
}

async function openPage(url: string): Promise<Page> {
  const opened = await openOverlayPage(browser, url)
  await opened.pill.waitFor()
  return opened.page
}

describe.each(viteVersions)('under Vite %i', (version) => {
  test.each(Object.entries(servers))(
    'a page of a server %s finds the sidecar',
    async (_sentence, server) => {
      const app = makeApp({ version, files: { 'server.mjs': server } })
      const { url } = await app.start(['server.mjs'])
      const page = await openPage(url)
      expect(await speak(page)).toMatchObject({
        session: 200,
        health: { root: app.folder },
        wire: 'vite-footlight welcome',
      })
    },
  )

  test('two tabs, a restart of the server and the end of the sidecar are survived', async () => {
    const app = makeApp({ version })
    const { url, output } = await app.start()
    const tabs = await Promise.all([openPage(url), openPage(url)])
    const before = await app.ask<{ pid: number }>('health')
    const run = (await readFacts(tabs[0]))?.run

    const hasReloaded = tabs[0].waitForEvent('load')
    app.write('vite.config.ts', `${app.read('vite.config.ts')}\n// changed\n`)
    await until(() => output().includes('restarted'))
    app.write('src/main.ts', `${app.read('src/main.ts')}\n// changed\n`)
    await hasReloaded
    for (const tab of tabs) {
      await tab.reload()
      expect((await speak(tab)).wire).toBe('vite-footlight welcome')
      expect((await readFacts(tab))?.run).toBe(run)
    }
    expect(await app.ask('health')).toMatchObject({ pid: before.pid })

    process.kill(before.pid, 'SIGKILL')
    const after = await until(async () => {
      const health = await app.ask<{ pid: number }>('health').catch(() => undefined)
      return health !== undefined && health.pid !== before.pid && health
    })
    expect(after.pid).not.toBe(before.pid)
    for (const tab of tabs) {
      expect((await speak(tab)).wire).toBe('vite-footlight welcome')
    }
    app.write('src/greeting.ts', "export const greeting: string = 'after'\n")
    await until(async () => {
      const { items } = await app.ask<{ items: { file: string }[] }>('edits')
      return items.some(({ file }) => file === 'src/greeting.ts')
    })
  })

  test('what is built for production is the same to the byte with and without it', async () => {
    const app = makeApp({ version })
    await app.run(['build'])
    const withPlugin = digest(join(app.folder, 'dist'))
    app.write('vite.config.ts', 'export default {}\n')
    await app.run(['build'])
    expect(withPlugin).toEqual(digest(join(app.folder, 'dist')))
    expect(Object.keys(withPlugin).length).toBeGreaterThan(1)
    expect(existsSync(app.data)).toBe(false)
  })

  test('a command that only looks something up starts no sidecar', async () => {
    const app = makeApp({ version, files: { 'sync.mjs': toSync('') } })
    const { output } = await app.start(['sync.mjs'])
    expect(output()).toContain('Local: undefined after starts: 0')
  })

  test('what a dev server tells production before its sidecar has started stays here', async () => {
    const trap = await openTrap()
    const address = `http://${trap.host}/api/42/envelope/?sentry_key=public`
    const sync = toSync(`fetch('${address}', { method: 'POST', body: '{}\\n' })`)
    const app = makeApp({ version, files: { 'sync.mjs': sync } })
    const { output } = await app.start(['sync.mjs'])
    expect(output()).toContain('Local: 200 after starts: 1')
    expect(trap.received).toEqual([])
    await trap.close()
  })

  test.each([
    ['tests', { VITEST: 'true' }],
    ['a developer who said so', { FOOTLIGHT: 'off' }],
  ])('it is silent for %s', async (_sentence, environment) => {
    const app = makeApp({ version })
    const { url, output } = await app.start(undefined, environment)
    const html = await (await fetch(url)).text()
    expect(html).not.toContain('footlight')
    expect(output()).not.toMatch(/footlight/i)
    expect(existsSync(app.data)).toBe(false)
  })
})
