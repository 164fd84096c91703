import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { parseSync } from 'oxc-parser'
import { problemTexts } from 'protocol'
import { build } from 'vite'
import { describe, expect, test } from 'vitest'
import { readFirstView } from './first-view.ts'

/** Who may import whom. A manifest names exactly these of ours. */
const layers: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  insight: ['protocol'],
  store: ['protocol', 'insight'],
  sidecar: ['protocol', 'store'],
  client: ['protocol'],
  node: ['protocol'],
  overlay: ['protocol', 'client'],
  'vite-plugin': ['client', 'node', 'protocol'],
  mcp: ['protocol', 'client'],
  test: ['protocol', 'client', 'sidecar'],
  cli: ['client', 'mcp', 'node', 'protocol', 'sidecar', 'store', 'test', 'vite-plugin'],
}

/** Kilobytes after gzip, and what is measured. Raised only in a commit that says what it bought. */
const budgets: readonly (readonly [string, string, number])[] = [
  ['protocol, every reader of it', 'packages/protocol/src/index.ts', 64],
  ['the command line, bundled', 'packages/cli/src/main.ts', 325],
]

/** What the build put there for the browser. */
const assets = 'packages/cli/dist/assets'

const packages = readdirSync('packages').filter((name) =>
  existsSync(`packages/${name}/package.json`),
)

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function readManifest(name: string): Manifest {
  return JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest
}

function listFiles(folder: string, endings: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => endings.includes(extname(path)) && !/node_modules|[\\/]dist[\\/]/.test(path))
}

const sources = packages
  .flatMap((name) => listFiles(`packages/${name}/src`, ['.ts', '.tsx']))
  // What tests are made of belongs to them.
  .filter((path) => !/(?:\.test|-fixture)\.tsx?$/.test(path))

interface Module {
  readonly path: string
  readonly imports: readonly string[]
  readonly declares: readonly string[]
}

const modules: readonly Module[] = sources.map((path) => {
  const { module, program } = parseSync(path, readFileSync(path, 'utf8'))
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  )
  const imports = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...reexports,
  ]
  const declares = program.body.flatMap((statement) => {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
    if (node === null || node === undefined) return []
    if (node.type !== 'VariableDeclaration')
      return 'id' in node && node.id && 'name' in node.id ? [node.id.name] : []
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  })
  return { path, imports, declares }
})

describe('layers', () => {
  test('every package is in the table', () => {
    expect(packages.toSorted()).toEqual(Object.keys(layers).toSorted())
  })

  test.each(packages)('%s names exactly what it may import', (name) => {
    const { dependencies, devDependencies } = readManifest(name)
    const ours = new Set(packages.map((other) => readManifest(other).name))
    const named = Object.keys({ ...dependencies, ...devDependencies }).filter((other) =>
      ours.has(other),
    )
    expect(named.toSorted()).toEqual([...(layers[name] ?? [])].toSorted())
  })

  test('no file reaches into another package by path', () => {
    const crossing = modules.flatMap(({ path, imports }) => {
      const home = path.split(/[\\/]/).slice(0, 2).join('/')
      return imports
        .filter((request) => request.startsWith('.'))
        .filter(
          (request) =>
            !relative(home, join(dirname(path), request)).startsWith('src') &&
            !request.endsWith('package.json'),
        )
        .map((request) => `${path} imports ${request}`)
    })
    expect(crossing).toEqual([])
  })

  test('no import goes in a circle, not even for types', () => {
    const graph = new Map(
      modules.map(({ path, imports }) => [
        resolve(path),
        imports
          .filter((request) => request.startsWith('.'))
          .map((request) => resolve(dirname(path), request)),
      ]),
    )
    expect(findCycle(graph)).toEqual([])
  })
})

function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (path: string): readonly string[] => {
    const seen = trail.indexOf(path)
    if (seen !== -1) return [...trail.slice(seen), path].map((file) => relative('.', file))
    if (done.has(path)) return []
    trail.push(path)
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next)
      if (cycle.length > 0) return cycle
    }
    trail.pop()
    done.add(path)
    return []
  }
  for (const path of graph.keys()) {
    const cycle = visit(path)
    if (cycle.length > 0) return cycle
  }
  return []
}

describe('names', () => {
  test('every exported name is declared once', () => {
    const places = new Map<string, string[]>()
    for (const { path, declares } of modules) {
      for (const name of declares) places.set(name, [...(places.get(name) ?? []), path])
    }
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([])
  })

  test('no file or folder is a drawer', () => {
    const drawers = /^(utils?|helpers?|common|shared|misc|types|constants|manager|service)$/
    const named = sources.filter((path) => path.split(/[\\/.]/).some((part) => drawers.test(part)))
    expect(named).toEqual([])
  })
})

describe('documents', () => {
  const documents = [
    ...readdirSync('.').filter((path) => path.endsWith('.md')),
    ...listFiles('docs', ['.md']),
    ...listFiles('e2e', ['.md']),
  ]

  test.each(documents)('every path that %s names exists', (document) => {
    const text = readFileSync(document, 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) =>
      join(dirname(document), path),
    )
    const quoted = [...text.matchAll(/`((?:packages|e2e|docs|playground)\/[^`\s<>*]*)`/g)].map(
      ([, path = '']) => path,
    )
    const missing = [...links, ...quoted].filter((path) => !existsSync(path))
    expect(missing).toEqual([])
  })

  test('every problem has its page', () => {
    const pages = readdirSync('docs/errors').map((file) => file.replace('.md', ''))
    expect(pages.toSorted()).toEqual(Object.keys(problemTexts).toSorted())
  })

  test('every script that a document names exists', () => {
    const missing = documents
      .flatMap((document) => [...readFileSync(document, 'utf8').matchAll(SCRIPT)])
      .filter(([, name = '', workspace]) => readScripts(workspace)[name] === undefined)
    expect(missing.map(([command]) => command)).toEqual([])
  })
})

const SCRIPT = /\bnpm run ([a-z:]+)(?: -w (\w+))?/g

function readScripts(workspace: string | undefined): Readonly<Record<string, string>> {
  const folder = workspace === undefined ? '.' : `packages/${workspace}`
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly scripts?: Readonly<Record<string, string>>
  }
  return manifest.scripts ?? {}
}

describe('sizes', () => {
  test.each(budgets)('%s', async (_sentence, entry, kilobytes) => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        write: false,
        ssr: entry.includes('cli') ? entry : false,
        minify: true,
        rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
      },
    })
    const outputs = Array.isArray(result) ? result : [result]
    const code = outputs
      .flatMap((part) => ('output' in part ? part.output : []))
      .map((part) => ('code' in part ? part.code : ''))
    const size = code.reduce((sum, text) => sum + gzipSync(text).length, 0)
    expect(size).toBeGreaterThan(1000)
    expect(size / 1024).toBeLessThanOrEqual(kilobytes)
  })

  test.each([
    ['what every page loads of the overlay', 'loader.js', 12],
    ['what stands inline before everything of the app', 'guard.js', 3],
    ['what decides whether a page has an SDK', 'capture-start.js', 1],
    ['what a page without an SDK loads in its place', 'capture.js', 53],
  ])('%s: %s is at most %i KB', (_sentence, file, kilobytes) => {
    const size = gzipSync(readFileSync(join(assets, file))).length
    expect(size / 1024).toBeLessThanOrEqual(kilobytes)
  })

  test('the panel’s first view is three requests of 120 KB', () => {
    const { requests, bytes } = readFirstView(assets)
    expect(requests).toBe(3)
    expect(bytes / 1024).toBeLessThanOrEqual(120)
  })

  test('fixtures stay under 3 MB', () => {
    const bytes = readdirSync('e2e/fixtures', { recursive: true, encoding: 'utf8' })
      .map((path) => statSync(join('e2e/fixtures', path)))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    expect(bytes).toBeLessThanOrEqual(3_000_000)
  })
})

describe('checks', () => {
  const run = promisify(execFile)

  test.each([
    ['formatted', 'oxfmt', ['--check']],
    ['free of what the linter knows', 'oxlint', ['--type-aware']],
    ['sound in its types', 'tsc', []],
    ['free of dead code and unnamed dependencies', 'knip', []],
  ])('the code is %s', async (_sentence, tool, parameters) => {
    await run('npx', ['--no-install', tool, ...parameters], { maxBuffer: 1e8 })
  })
})
