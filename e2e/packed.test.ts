import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { nodeVersions, openNode } from './node-versions.ts'
import { until } from './vite-plugin/vite-app.ts'

/** An empty Vite app far from this repository, with what `npm pack` made installed in it. */
const app = mkdtempSync(join(tmpdir(), 'footlight-packed-'))
const state = join(app, 'state')
let browser: Browser
let added: { readonly packages: number; readonly bytes: number }

interface Installed {
  readonly packages: number
  readonly bytes: number
}

function npm(parameters: readonly string[], cwd: string): string {
  return execFileSync('npm', [...parameters], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
}

function measure(): Installed {
  const lock = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optional?: boolean }>
  }
  const folders = Object.keys(lock.packages).filter(
    (path) => path !== '' && existsSync(join(app, path)),
  )
  const files = readdirSync(join(app, 'node_modules'), { recursive: true, withFileTypes: true })
  const bytes = files
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length, 0)
  return { packages: folders.length, bytes }
}

function write(file: string, text: string): void {
  const path = join(app, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

beforeAll(async () => {
  write('package.json', '{ "name": "an-app", "private": true, "type": "module" }\n')
  npm(['install', '--silent', '--no-audit', '--no-fund', 'vite@8'], app)
  const before = measure()
  npm(['pack', '--workspace', 'footlight', '--pack-destination', app, '--silent'], '.')
  const tarball = readdirSync(app).find((file) => file.endsWith('.tgz')) ?? ''
  npm(['install', '--silent', '--no-audit', '--no-fund', join(app, tarball)], app)
  const after = measure()
  added = { packages: after.packages - before.packages, bytes: after.bytes - before.bytes }
  write(
    'vite.config.js',
    "import { footlight } from 'footlight/vite'\nexport default { plugins: [footlight()] }\n",
  )
  write('index.html', '<!doctype html><title>An app</title><p>Hello</p>\n')
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  rmSync(app, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** Programs of the app, with a state folder of its own and none of Vitest's environment. */
function start(node: string, parameters: readonly string[]): ChildProcess {
  const { VITEST: _vitest, NODE_ENV: _mode, ...inherited } = process.env
  return spawn(node, [...parameters], {
    cwd: app,
    env: { ...inherited, XDG_STATE_HOME: state, LOCALAPPDATA: state, HOME: app },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function readUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += stripVTControlCharacters(chunk.toString())
  })
  return until(() => pattern.exec(output)?.[1])
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** The plugin started it as a process of its own. */
async function endSidecar(): Promise<void> {
  const [folder = ''] = readdirSync(join(state, 'footlight'))
  const owner = join(state, 'footlight', folder, 'owner.json')
  if (!existsSync(owner)) return
  process.kill((JSON.parse(readFileSync(owner, 'utf8')) as { pid: number }).pid)
  await until(() => !existsSync(owner))
}

describe('the package', () => {
  test('adds at most 15 packages and 25 MB', () => {
    console.log(`${added.packages} packages, ${(added.bytes / 1e6).toFixed(1)} MB`)
    expect(added.packages).toBeLessThanOrEqual(15)
    expect(added.bytes).toBeLessThanOrEqual(25e6)
  })

  test('lists the licences of everything that is bundled into it', () => {
    const dist = join(app, 'node_modules/footlight/dist')
    const node = readFileSync(join(dist, 'licenses.md'), 'utf8')
    for (const name of ['launch-editor', 'shiki', 'sirv', 'zod']) {
      expect(node).toMatch(new RegExp(`^## ${name} - .*\\((?:MIT|ISC|Apache)`, 'm'))
    }
    const panel = readFileSync(join(dist, 'assets/panel-licenses.md'), 'utf8')
    expect(panel).toMatch(/^## preact - .*\(MIT\)/m)
    expect(existsSync(join(dist, 'assets/loader-licenses.md'))).toBe(true)
  })
})

const nodes =
  process.env['NODES'] === 'all'
    ? nodeVersions.map((version) => [version, openNode(version)] as const)
    : [[process.version, process.execPath] as const]

describe.each(nodes)('on Node %s', (_version, node) => {
  test('one line in the config shows the overlay, and the panel answers', async () => {
    const vite = start(node, ['node_modules/vite/bin/vite.js', '--port', '0'])
    try {
      const url = await readUntil(vite, /Local:\s+(\S+)/)
      const opened = await openOverlayPage(browser, url)
      await opened.pill.waitFor()
      await opened.pill.click()
      await opened.frame.locator('iframe').contentFrame().getByText('Issues').first().waitFor()
      expect(opened.complaints).toEqual([])
      await opened.page.context().close()
    } finally {
      await end(vite)
      await endSidecar()
    }
  })

  test('the command line starts a sidecar', async () => {
    const data = join(app, 'data')
    const flags = ['serve', '--json', '--port', '0', '--root', app, '--data', data]
    const child = start(node, ['node_modules/footlight/dist/footlight.js', ...flags])
    try {
      const url = await readUntil(child, /"url":"([^"]+)"/)
      const health: unknown = await (await fetch(`${url}/health`)).json()
      expect(health).toMatchObject({ name: 'footlight' })
    } finally {
      await end(child)
    }
  })
})
