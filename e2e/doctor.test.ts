import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { runFootlight } from './cli/run-footlight.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

interface Told {
  readonly link: string
  readonly state: string
  readonly text: string
  readonly fix?: string
}

const ends: (() => void | Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function ask(
  parameters: readonly string[],
): Promise<{ readonly told: readonly Told[]; readonly code: number | null }> {
  const { output, code } = await runFootlight(['doctor', '--json', ...parameters])
  const told = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told)
  return { told, code }
}

function openApp(config = ''): ViteApp {
  const app = makeViteApp({ version: 8, config })
  ends.push(app.close)
  return app
}

const toStates = (told: readonly Told[], link: string): readonly string[] =>
  told.flatMap((each) => (each.link === link ? [each.state] : []))

const toBody = (name: string, payload: object): string =>
  `{"sdk":{"name":"${name}","version":"10.0.0"}}\n{"type":"event"}\n${JSON.stringify(payload)}\n`

test('a dev server with the plugin: its page is found, looked at, and missed when it ends', async () => {
  const app = openApp("base: '/shop/',")
  const server = await app.start()
  await until(async () => (await app.ask<{ devServers: string[] }>('health')).devServers.length > 0)
  const flags = ['--root', app.folder, '--data', app.data]
  const { told, code } = await ask(flags)
  // Nobody has opened it in a browser.
  expect(toStates(told, 'page')).toEqual(['good', 'warning'])
  expect(told.find(({ link }) => link === 'page')?.text).toContain('/shop/ loads Footlight')
  expect(toStates(told, 'policy')).toEqual(['good'])
  expect(code).toBe(0)

  await server.stop()
  const after = await ask(flags)
  expect(after.told.find(({ link }) => link === 'page')?.text).toContain('has ended')
})

test('a policy that keeps out what is sent is named, with what lets it in', async () => {
  const policy = "default-src 'self' 'unsafe-inline'; connect-src https://api.example.com"
  const app = openApp(
    `server: { headers: { 'content-security-policy': ${JSON.stringify(policy)} } },`,
  )
  const { url } = await app.start()
  const { told, code } = await ask(['--root', app.folder, '--data', app.data, url])
  expect(told.filter(({ link }) => link === 'policy')).toMatchObject([
    { state: 'bad', fix: "Add to connect-src: 'self'" },
  ])
  expect(code).toBe(1)
})

test('a page without the plugin says which line is missing', async () => {
  const app = openApp()
  app.write('vite.config.ts', 'export default {}')
  const { url } = await app.start()
  const { told, code } = await ask(['--root', app.folder, '--data', app.data, url])
  expect(toStates(told, 'page')).toEqual(['bad'])
  expect(told.find(({ link }) => link === 'page')?.fix).toContain('plugins: [footlight()]')
  expect(code).toBe(1)
})

test('a sidecar that hangs is named by its process', async () => {
  const data = makeFolder()
  ends.push(() => removeFolder(data))
  const footlight = await openFootlight({ data })
  footlight.process.kill('SIGSTOP')
  const hung = await ask(['--root', data, '--data', data])
  expect(hung.told.find(({ link }) => link === 'sidecar')).toMatchObject({ state: 'bad' })
  expect(hung.told.find(({ link }) => link === 'sidecar')?.fix).toContain(
    `kill ${footlight.process.pid}`,
  )
  expect(hung.code).toBe(1)
  footlight.process.kill('SIGCONT')
  await footlight.stop()
})

test('an SDK that gave up while the sidecar was away, and a stack without its map', async () => {
  const data = makeFolder()
  ends.push(() => removeFolder(data))
  const frame = { filename: 'app.min.js', lineno: 1, colno: 2345, in_app: true }
  const event = {
    exception: { values: [{ type: 'TypeError', stacktrace: { frames: [frame] } }] },
    debug_meta: {
      images: [{ type: 'sourcemap', code_file: 'app.min.js', debug_id: '1'.repeat(32) }],
    },
  }
  const first = await openFootlight({ data })
  const body = toBody('sentry.javascript.node', event)
  await fetch(`${first.url}/stream`, { method: 'POST', body })
  await settle(first)
  await first.stop()
  const second = await openFootlight({ data })
  ends.push(async () => void (await second.stop()))
  await fetch(`${second.url}/stream`, {
    method: 'POST',
    body: toBody('sentry.python', { message: 'here' }),
  })
  await settle(second)
  writeFileSync(join(data, 'package.json'), '{"dependencies":{"@sentry/node":"10"}}')

  const { told } = await ask(['--root', data, '--data', data])
  const lines = told.map(({ text }) => text).join('\n')
  expect(lines).toMatch(/sentry\.javascript\.node 10\.0\.0 was heard .* or it gave up/)
  expect(lines).toMatch(/sentry\.python 10\.0\.0 was heard/)
  expect(lines).toMatch(/app\.min\.js:1:2345 is not at its source line: .*Debug id 1111/)
  expect(told.filter(({ state, fix }) => state !== 'good' && fix === undefined)).toEqual([])

  const { output } = await runFootlight(['issues', '--json', '--data', data, 'TypeError'])
  const { id } = JSON.parse(output) as { id: string }
  const issue = await runFootlight(['issue', id, '--data', data])
  expect(issue.output).toContain('is not at its source line')
})
