import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { runFootlight } from './cli/run-footlight.ts'
import type { Finished } from './cli/run-footlight.ts'
import { typeInTerminal } from './run/typist.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import { viteVersions } from './vite-plugin/vite-home.ts'

const closing: (() => void | Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-init-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

/** Every file of a folder and what is in it, but what Vite puts beside its modules. */
function readAll(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, 'utf8')]))
}

interface Project {
  readonly root: string
  readonly init: (
    flags: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<Finished>
}

/** With a state folder of its own, and what was written noted there. */
function openProject(root: string): Project {
  const state = makeFolder({})
  const environment = { XDG_STATE_HOME: state, LOCALAPPDATA: state }
  return {
    root,
    init: (flags, more) =>
      runFootlight(['init', '--root', root, ...flags], { ...environment, ...more }),
  }
}

const manifest =
  '{ "name": "an-app", "private": true, "type": "module", "devDependencies": { "vite": "8", "footlight": "1" } }\n'

const configs: readonly (readonly [file: string, text: string])[] = [
  [
    'vite.config.ts',
    "import { defineConfig } from 'vite'\r\n\r\nexport default defineConfig(({ mode }) => {\r\n    return {\r\n        clearScreen: false,\r\n        define: { MODE: JSON.stringify(mode) },\r\n    }\r\n})\r\n",
  ],
  [
    'vite.config.ts',
    '\uFEFFimport type { UserConfig } from "vite";\n\nconst config: UserConfig = {\n\tclearScreen: false,\n\tplugins: [\n\t\t// none yet\n\t],\n};\n\nexport default config satisfies UserConfig;\n',
  ],
  [
    'vite.config.cjs',
    "const { defineConfig } = require('vite')\n\nmodule.exports = defineConfig({ clearScreen: false })\n",
  ],
  ['vite.config.js', ''],
]

describe.each(viteVersions)('under Vite %i', (version) => {
  test.each(configs)(
    'after init the pages have it, and after undo the bytes are back: %s',
    async (file, text) => {
      const app = makeViteApp({
        version,
        files: { 'package.json': manifest, 'vite.config.ts': '' },
      })
      closing.push(app.close)
      rmSync(join(app.folder, 'vite.config.ts'))
      app.write(file, text)
      const before = readAll(app.folder)
      const project = openProject(app.folder)
      expect(await project.init(['--yes'])).toMatchObject({ code: 0, errors: '' })
      const after = readAll(app.folder)
      expect(after).not.toEqual(before)

      const state = makeFolder({})
      const served = await app.start(['--port', '0'], {
        XDG_STATE_HOME: state,
        LOCALAPPDATA: state,
      })
      closing.push(() => endSidecar(state))
      expect(
        await (await fetch(served.url, { headers: { accept: 'text/html' } })).text(),
      ).toContain('__footlight')
      await served.stop()

      const again = await project.init(['--yes'])
      expect(again).toMatchObject({ code: 0, errors: '' })
      expect(again.output).toContain(`✓ ${file} has the plugin.`)
      expect(readAll(app.folder)).toEqual(after)
      expect(await project.init(['--undo', '--yes'])).toMatchObject({ code: 0, errors: '' })
      expect(readAll(app.folder)).toEqual(before)
    },
  )
})

const vite = fileURLToPath(new URL('../node_modules/vite', import.meta.url))
const footlight = fileURLToPath(new URL('../packages/cli/dist/footlight.js', import.meta.url))

/** A workspace whose page and server are packages of their own, with the Vite of this repository. */
function makeWorkspace(more: Readonly<Record<string, string>> = {}): Project {
  const root = makeFolder({
    'package.json': '{ "workspaces": ["apps/*"] }',
    'pnpm-lock.yaml': '',
    'compose.yaml': '',
    'CLAUDE.md': '',
    'apps/web/package.json': '{ "dependencies": { "vite": "8", "vue": "^3.5.0" } }',
    'apps/web/vite.config.mts':
      "import { defineConfig } from 'vite'\n\nexport default defineConfig({ plugins: [] })\n",
    'apps/api/package.json':
      '{\n  "scripts": {\n    "start": "node a.js",\n    "dev": "node --watch a.js"\n  },\n  "dependencies": { "express": "5" }\n}\n',
    'apps/api/requirements.txt': 'flask\nsentry-sdk\n',
    ...more,
  })
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(vite, join(root, 'node_modules/vite'), 'junction')
  return openProject(root)
}

/** A search path with a pnpm on it that does this. */
function makeManager(script: string): string {
  const folder = makeFolder({
    'pnpm.cjs': script,
    pnpm: `#!/bin/sh\nexec '${process.execPath}' "$(dirname "$0")/pnpm.cjs" "$@"\n`,
  })
  chmodSync(join(folder, 'pnpm'), 0o755)
  return `${folder}${delimiter}${process.env['PATH']}`
}

describe('init', () => {
  test('tells what it found, shows the diff, and writes it when told to', async () => {
    const { root, init } = makeWorkspace()
    const before = readAll(root)
    const shown = await init([])
    expect(shown).toMatchObject({ code: 1, errors: '' })
    expect(shown.output).toBe(
      readFileSync(join(import.meta.dirname, 'cli/golden/init.txt'), 'utf8'),
    )
    expect(await init(['--dry-run', '--yes'])).toMatchObject({ code: 0 })
    expect(readAll(root)).toEqual(before)
    expect(await init(['--yes'])).toMatchObject({ code: 0, errors: '' })
    expect(readFileSync(join(root, 'apps/web/vite.config.mts'), 'utf8')).toContain('[footlight()]')
    expect(readFileSync(join(root, 'apps/api/package.json'), 'utf8')).toBe(
      before[join(root, 'apps/api/package.json')]?.replace(
        '"node --watch',
        '"footlight run -- node --watch',
      ),
    )
    expect(readFileSync(join(root, '.mcp.json'), 'utf8')).toContain('footlight')
    expect(await init(['--undo'])).toMatchObject({ code: 1 })
    expect(await init(['--undo', '--yes'])).toMatchObject({ code: 0, errors: '' })
    expect(readAll(root)).toEqual(before)
    expect((await init(['--undo', '--yes'])).output).toContain('nothing to undo')
  })

  test('takes only its own lines out of a file that was changed since', async () => {
    const { root, init } = makeWorkspace()
    const before = readAll(root)
    await init(['--yes'])
    const config = join(root, 'apps/web/vite.config.mts')
    writeFileSync(config, `// mine\n${readFileSync(config, 'utf8')}`)
    const agents = join(root, '.mcp.json')
    writeFileSync(agents, '{}')
    const undone = await init(['--undo', '--yes'])
    expect(undone.code).toBe(1)
    expect(undone.output).toContain('! it was changed since, so take these lines out of .mcp.json:')
    expect(readAll(root)).toEqual({
      ...before,
      [config]: `// mine\n${before[config]}`,
      [agents]: '{}',
    })
  })

  test.each([
    ['Enter', '\r', true],
    ['no', 'n\r', false],
    ['Ctrl-C', '\u0003', false],
    ['Ctrl-D', '\u0004', false],
  ])('asks in a terminal: %s', async (_sentence, answer, isWritten) => {
    const { root } = makeWorkspace()
    const before = readAll(root)
    const state = makeFolder({})
    const command = ['env', `XDG_STATE_HOME=${state}`, process.execPath, footlight, 'init']
    const { seen, code } = await typeInTerminal(
      command,
      [
        ['Make these 3 changes? [Y/n] ', answer],
        ['Install it with', 'n\r'],
      ],
      root,
    )
    expect(seen).toContain('\u001B[32m+import { footlight } from')
    expect(code).toBe(isWritten ? 0 : 1)
    if (isWritten) expect(readAll(root)).not.toEqual(before)
    else expect(readAll(root)).toEqual(before)
  })

  test('installs it first when told to, with the package manager of the project', async () => {
    const { root, init } = makeWorkspace()
    const PATH = makeManager(
      `const { readFileSync, writeFileSync } = require('node:fs')
       const [, folder] = process.argv.slice(2)
       const manifest = JSON.parse(readFileSync(folder + '/package.json', 'utf8'))
       manifest.devDependencies = { footlight: '1' }
       writeFileSync(folder + '/package.json', JSON.stringify(manifest))
       console.log('ran', ...process.argv.slice(2))`,
    )
    const { output, code } = await init(['--yes', '--install', '--agent', 'none'], { PATH })
    expect(code).toBe(0)
    expect(output).toContain('ran --dir apps/api add --save-dev footlight\n')
    expect(output).toContain('ran --dir apps/web add --save-dev footlight\n')
    expect(output).not.toContain('Install it')
    expect(readFileSync(join(root, 'apps/web/vite.config.mts'), 'utf8')).toContain('footlight()')
    const api = join(root, 'apps/api/package.json')
    const devDependencies = { footlight: '1' }
    const dependencies = { express: '5' }
    const start = 'node a.js'
    expect(JSON.parse(readFileSync(api, 'utf8'))).toEqual({
      scripts: { start, dev: 'footlight run -- node --watch a.js' },
      dependencies,
      devDependencies,
    })
    expect(await init(['--undo', '--yes'])).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(api, 'utf8'))).toEqual({
      scripts: { start, dev: 'node --watch a.js' },
      dependencies,
      devDependencies,
    })
  })

  test('writes nothing that names what could not be installed', async () => {
    const { root, init } = makeWorkspace()
    const before = readAll(root)
    const PATH = makeManager('process.exit(1)')
    const { errors, code } = await init(['--yes', '--install'], { PATH })
    expect(code).toBe(1)
    expect(errors).toBe('It could not be installed, so nothing was written.\n')
    expect(readAll(root)).toEqual(before)
  })

  test('prints what it does not dare to write, and never what a name says to the terminal', async () => {
    const { root, init } = makeWorkspace({
      'apps/web/vite.config.mts':
        "import { mergeConfig } from 'vite'\nexport default mergeConfig({}, {}) // \u001B[31m\n",
      'apps/\u001B[31mred/package.json': '{ "scripts": { "dev": "node \u001B]0;x.js" } }'.replace(
        '\u001B',
        String.raw`\u001b`,
      ),
    })
    const config = join(root, 'apps/web/vite.config.mts')
    const before = readFileSync(config, 'utf8')
    const { output, code } = await init(['--yes', '--agent', 'none'])
    expect(code).toBe(1)
    expect(output).toContain(
      "! what `mergeConfig` makes of its config is not known, so put this into apps/web/vite.config.mts:\n  import { footlight } from 'footlight/vite'\n  plugins: [footlight()]\n",
    )
    expect(output).not.toContain('\u001B')
    expect(readFileSync(config, 'utf8')).toBe(before)
  })
})

/** The plugin started it as a process of its own. */
async function endSidecar(state: string): Promise<void> {
  const [folder = ''] = readdirSync(join(state, 'footlight'))
  const owner = readFileSync(join(state, 'footlight', folder, 'owner.json'), 'utf8')
  const { pid } = JSON.parse(owner) as { pid: number }
  process.kill(pid)
  await until(() => !isAlive(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
