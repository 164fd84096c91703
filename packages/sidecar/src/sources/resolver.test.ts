import { symlinkSync, truncateSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { FILE_LIMIT } from './confined-files.ts'
import { makeProject } from './project-fixture.ts'
import type { ResolvedFrame } from './resolved-frame.ts'
import { makeAskedFrame, makeResolve } from './resolver-fixture.ts'
import { createResolver } from './resolver.ts'
import { makeMap, toMappings } from './source-map-fixture.ts'

const source = 'export function total(n) {\n  throw new Error(n)\n}\n\ntotal(1)\n'
const script = 'function t(n){throw new Error(n)}t(1)'
const mappings = toMappings([
  [0, 0, 0, 0, 7],
  [0, 14, 0, 1, 2],
  [0, 33, 0, 4, 0, 0],
])
const map = makeMap({ sources: ['../src/cart.ts'], names: ['total'], mappings })
/** Where the script throws. */
const thrown = { line: 1, column: 15 }

function toPlaceText({ how, source: name, line, column }: ResolvedFrame): string {
  return `${how} ${name}:${line}:${column}`
}

describe('frames that name a file', () => {
  const files = {
    'src/cart.ts': source,
    'app/models/cart.rb': 'class Cart\n  def pay\n    raise "no"\n  end\nend\n',
    'shop/views.py': 'def pay():\n    raise ValueError\n',
    'src/main/java/com/shop/Cart.java': 'package com.shop;\nclass Cart {\n}\n',
    'web/index.php': '<?php\nthrow new Error();\n',
  }

  test.each([
    ['an absolute path', { absPath: '$/src/cart.ts', line: 2, column: 3 }, 'src/cart.ts:2:3'],
    ['a path from the root', { filename: 'src/cart.ts', line: 2, column: 3 }, 'src/cart.ts:2:3'],
    ['a file: address', { absPath: 'file://$/src/cart.ts', line: 2 }, 'src/cart.ts:2:undefined'],
    ['no column, as Python', { filename: 'shop/views.py', line: 2 }, 'shop/views.py:2:undefined'],
    ['column 0', { filename: 'shop/views.py', line: 2, column: 0 }, 'shop/views.py:2:undefined'],
    [
      'the path of a container',
      { absPath: '/usr/src/app/shop/views.py', filename: 'shop/views.py', line: 2 },
      'shop/views.py:2:undefined',
    ],
    [
      'only the path of a container',
      { absPath: '/rails/app/models/cart.rb', line: 3 },
      'app/models/cart.rb:3:undefined',
    ],
    [
      "a path of somebody else's Windows",
      { filename: 'C:\\inetpub\\web\\index.php', line: 2 },
      'web/index.php:2:undefined',
    ],
    [
      'a class of Java',
      { module: 'com.shop.Cart$Item', filename: 'Cart.java', line: 2 },
      'src/main/java/com/shop/Cart.java:2:undefined',
    ],
    [
      "an address of a bundler's",
      { filename: 'webpack://shop/./src/cart.ts', line: 2 },
      'src/cart.ts:2:undefined',
    ],
  ])('with %s', async (_sentence, fields, expected) => {
    const { root } = makeProject(files)
    const frame = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        typeof value === 'string' ? value.replace('$', root) : value,
      ]),
    )
    const found = await makeResolve({ roots: [root] })(frame)
    expect(toPlaceText(found)).toBe(`file ${expected}`)
    expect(found).toMatchObject({ inApp: true, missing: undefined })
    expect(found.file?.startsWith(root)).toBe(true)
    expect(found.excerpt?.failing).toBe((found.line ?? 0) - 1)
  })

  test('show as many lines around as asked for', async () => {
    const { root } = makeProject(files)
    const found = await makeResolve({ roots: [root], around: 1 })({
      filename: 'src/cart.ts',
      line: 2,
    })
    expect(found.excerpt).toMatchObject({ first: 1, failing: 1 })
    expect(found.excerpt?.lines).toHaveLength(3)
  })

  test.each([
    'node_modules/lib/index.js',
    '.venv/lib/python3.12/site-packages/lib/index.js',
    'vendor/lib/index.js',
  ])('are read and not in the app: %s', async (name) => {
    const { root, path } = makeProject({ [name]: 'throw 1\n' })
    const found = await makeResolve({ roots: [root] })({
      absPath: path(name),
      line: 1,
      inApp: true,
    })
    expect(found).toMatchObject({ how: 'file', source: name, inApp: false })
    expect(found.excerpt?.lines[0]).toBe('throw 1')
  })

  test("of a package elsewhere are not taken for the project's of the same name", async () => {
    const { root } = makeProject({ 'shop/views.py': 'pass\n', 'views.py': 'pass\n' })
    const resolve = makeResolve({ roots: [root] })
    const foreign = '/usr/lib/python3/site-packages/lib/shop/views.py'
    expect(await resolve({ absPath: foreign, line: 1 })).toMatchObject({
      how: 'none',
      file: undefined,
      inApp: false,
    })
  })

  test('alike are told apart by the line that the SDK sent', async () => {
    const { root } = makeProject({ 'a/shop/views.py': 'a = 1\n', 'b/shop/views.py': 'b = 1\n' })
    const resolve = makeResolve({ roots: [root] })
    const frame = { absPath: '/usr/src/app/shop/views.py', line: 1 }
    const context = { before: [], line: 'b = 1', after: [] }
    expect((await resolve({ ...frame, context })).source).toBe('b/shop/views.py')
    expect(await resolve(frame)).toMatchObject({
      how: 'none',
      missing: { reason: 'Several files of the project fit this path.' },
    })
  })

  test('that were edited since show what ran, and still open the file', async () => {
    const { root, path } = makeProject({ 'views.py': '# new line\nraise ValueError\n' })
    const context = { before: [], line: 'raise ValueError', after: [] }
    const frame = { filename: 'views.py', line: 1, context }
    expect(await makeResolve({ roots: [root] })(frame)).toMatchObject({
      how: 'sdk',
      file: path('views.py'),
      excerpt: { first: 1, lines: ['raise ValueError'] },
    })
  })

  test('that are too large are named', async () => {
    const { root, path } = makeProject({ 'huge.js': '' })
    truncateSync(path('huge.js'), FILE_LIMIT + 1)
    expect(await makeResolve({ roots: [root] })({ filename: 'huge.js', line: 1 })).toMatchObject({
      how: 'none',
      file: path('huge.js'),
      missing: { reason: 'The file is larger than 10 MB.' },
    })
  })

  test('are read anew once they have changed', async () => {
    const { root, write } = makeProject({ 'cart.py': 'one\n' })
    const resolve = makeResolve({ roots: [root] })
    const frame = { filename: 'cart.py', line: 1 }
    expect((await resolve(frame)).excerpt?.lines[0]).toBe('one')
    write('cart.py', 'two\n')
    expect((await resolve(frame)).excerpt?.lines[0]).toBe('two')
  })
})

describe('frames without a file here', () => {
  test('show the lines that the SDK sent', async () => {
    const { root } = makeProject()
    const context = { before: ['a'], line: 'b', after: ['c'] }
    const found = await makeResolve({ roots: [root] })({ filename: 'x/y.py', line: 9, context })
    expect(found).toMatchObject({
      how: 'sdk',
      file: undefined,
      source: 'x/y.py',
      excerpt: { first: 8, lines: ['a', 'b', 'c'], failing: 1 },
    })
    expect(found.missing?.searched).toContain(`${root}/x/y.py`)
  })

  test.each(['<anonymous>', 'node:internal/process', '[native code]'])(
    'miss nothing where there is none: %s',
    async (filename) => {
      const { root } = makeProject()
      expect(await makeResolve({ roots: [root] })({ filename, line: 1 })).toMatchObject({
        how: 'none',
        inApp: false,
        missing: undefined,
      })
    },
  )
})

describe('frames of a script with a map', () => {
  const url = 'https://app.test/assets/index.js'

  test.each([
    ['that it names', `${script}\n//# sourceMappingURL=index.js.map`, 'dist/assets/index.js.map'],
    ['beside it, unnamed', script, 'dist/assets/index.js.map'],
    [
      'that it names by a whole address',
      `${script}\n//# sourceMappingURL=https://cdn.test/maps/other.map?v=1`,
      'dist/assets/other.map',
    ],
    ['in a folder', `${script}\n//# sourceMappingURL=maps/a%20b.map`, 'dist/assets/maps/a b.map'],
  ])('%s', async (_sentence, code, mapName) => {
    const sources = [mapName.includes('/maps/') ? '../../../src/cart.ts' : '../../src/cart.ts']
    const { root } = makeProject({
      'src/cart.ts': source,
      'dist/assets/index.js': code,
      [mapName]: makeMap({ sources, mappings, names: ['total'] }),
    })
    const found = await makeResolve({ roots: [root] })({ absPath: url, ...thrown })
    expect(toPlaceText(found)).toBe('map src/cart.ts:2:3')
    expect(found.excerpt?.lines[1]).toBe('  throw new Error(n)')
  })

  test.each([
    ['base64', `data:application/json;charset=utf-8;base64,${Buffer.from(map).toString('base64')}`],
    ['escaped', `data:application/json,${encodeURIComponent(map)}`],
  ])('inside it, %s', async (_sentence, address) => {
    const { root } = makeProject({
      'src/cart.ts': source,
      'dist/index.js': `${script}\n//# sourceMappingURL=${address}\n`,
    })
    const found = await makeResolve({ roots: [root] })({ filename: 'dist/index.js', ...thrown })
    expect(toPlaceText(found)).toBe('inline-map src/cart.ts:2:3')
  })

  test('with the name of what is called there', async () => {
    const { root } = makeProject({ 'dist/index.js': script, 'dist/index.js.map': map })
    const found = await makeResolve({ roots: [root] })({
      filename: 'dist/index.js',
      line: 1,
      column: 34,
    })
    expect(found).toMatchObject({ line: 5, column: 1, name: 'total' })
  })

  test("with the map's own text where the file has changed since", async () => {
    const { root } = makeProject({
      'src/cart.ts': '// other\n',
      'dist/index.js': script,
      'dist/index.js.map': makeMap({ ...(JSON.parse(map) as object), sourcesContent: [source] }),
    })
    const found = await makeResolve({ roots: [root] })({ filename: 'dist/index.js', ...thrown })
    expect(found.excerpt?.lines[1]).toBe('  throw new Error(n)')
  })

  test('and maps behind the map', async () => {
    const { root } = makeProject({
      'src/cart.ts': source,
      'lib/cart.js': `${script}\n//# sourceMappingURL=cart.js.map`,
      'lib/cart.js.map': map,
      'dist/bundle.js': `/* ui */ ${script}\n//# sourceMappingURL=bundle.js.map`,
      'dist/bundle.js.map': makeMap({
        sources: ['../lib/cart.js'],
        mappings: toMappings([
          [0, 9, 0, 0, 0],
          [0, 23, 0, 0, 14],
        ]),
      }),
    })
    const found = await makeResolve({ roots: [root] })({
      filename: 'dist/bundle.js',
      line: 1,
      column: 24,
    })
    expect(toPlaceText(found)).toBe('map src/cart.ts:2:3')
  })

  test('behind those of a package, without what it was written in, are the package’s', async () => {
    const { root } = makeProject({
      'node_modules/money/build/cart.js': `${script}\n//# sourceMappingURL=cart.js.map`,
      'node_modules/money/build/cart.js.map': map,
      'node_modules/.vite/deps/money.js': `/* ui */ ${script}\n//# sourceMappingURL=money.js.map`,
      'node_modules/.vite/deps/money.js.map': makeMap({
        sources: ['../../money/build/cart.js'],
        mappings: toMappings([
          [0, 9, 0, 0, 0],
          [0, 23, 0, 0, 14],
        ]),
      }),
    })
    const found = await makeResolve({ roots: [root] })({
      filename: 'node_modules/.vite/deps/money.js',
      line: 1,
      column: 24,
      inApp: true,
    })
    expect(toPlaceText(found)).toBe('map node_modules/money/src/cart.ts:2:3')
    expect(found.inApp).toBe(false)
  })

  test('whose source is the script itself: no endless round', async () => {
    const { root } = makeProject({
      'dist/a.js': `${script}\n//# sourceMappingURL=a.js.map`,
      'dist/a.js.map': makeMap({ sources: ['a.js'] }),
    })
    const found = await makeResolve({ roots: [root] })({ filename: 'dist/a.js', ...thrown })
    expect(toPlaceText(found)).toBe('map dist/a.js:1:1')
  })

  test('that was built anew are not looked up in the new map', async () => {
    const { root } = makeProject({
      'src/cart.ts': source,
      'dist/index.js': `${script}\n//# debugId=00000000-0000-0000-0000-00000000000b`,
      'dist/index.js.map': map,
    })
    const resolve = makeResolve({
      roots: [root],
      images: [{ codeFile: url, debugId: '00000000-0000-0000-0000-00000000000a' }],
    })
    expect(await resolve({ absPath: url, filename: 'dist/index.js', ...thrown })).toMatchObject({
      how: 'none',
      missing: { reason: 'The script was built anew since, and its map with it.' },
    })
  })

  test.each([
    ['that is damaged', '{', 'it is not JSON'],
    ['with mappings that are none', makeMap({ mappings: '$' }), 'its mappings are damaged'],
  ])('%s still show the script, and say why', async (_sentence, json, why) => {
    const { root, path } = makeProject({ 'dist/index.js': script, 'dist/index.js.map': json })
    const found = await makeResolve({ roots: [root] })({ filename: 'dist/index.js', ...thrown })
    expect(toPlaceText(found)).toBe('file dist/index.js:1:15')
    expect(found.missing?.reason).toBe(
      `The source map ${path('dist/index.js.map')} cannot be used: ${why}.`,
    )
  })

  test('that is too large still show the script, and say why', async () => {
    const { root, path } = makeProject({ 'dist/index.js': script, 'dist/index.js.map': map })
    truncateSync(path('dist/index.js.map'), FILE_LIMIT + 1)
    const found = await makeResolve({ roots: [root] })({ filename: 'dist/index.js', ...thrown })
    expect(found.how).toBe('file')
    expect(found.missing?.reason).toContain('larger than 10 MB')
  })
})

/** Where the script throws, by a map that names these sources; `$` is a folder outside. */
function traceTo(
  sources: readonly unknown[],
  setUp: (root: string) => void = () => undefined,
): Promise<ResolvedFrame> {
  const outside = makeProject({ 'secret.ts': 'secret\nsecret\n' })
  const project = makeProject({
    'dist/index.js': script,
    'dist/index.js.map': makeMap({
      sources: sources.map((name) =>
        typeof name === 'string' ? name.replace('$', outside.root) : name,
      ),
      mappings,
    }),
  })
  setUp(project.root)
  return makeResolve({ roots: [project.root] })({ filename: 'dist/index.js', ...thrown })
}

describe('sources that a map names', () => {
  test.each([
    ['$/secret.ts'],
    ['file://$/secret.ts'],
    ['../../../../../../../../etc/passwd'],
    ['..%2f..%2f..%2f..%2fetc%2fpasswd'],
    ['webpack:///../../../etc/passwd'],
    ['\\\\server\\share\\secret.ts'],
  ])('outside the roots are named and not read: %s', async (name) => {
    const found = await traceTo([name])
    expect(found).toMatchObject({ how: 'map', file: undefined, excerpt: undefined, line: 2 })
    expect(found.source).toContain(name.replace('$', '').slice(-9))
  })

  test('through a symlink are named and not read', async () => {
    const outside = makeProject({ 'secret.ts': 'secret\nsecret\n' })
    const found = await traceTo(['../src/secret.ts'], (root) =>
      symlinkSync(outside.root, `${root}/src`),
    )
    expect(found).toMatchObject({ file: undefined, excerpt: undefined })
  })

  test('outside the roots are read where they are in another root', async () => {
    const shared = makeProject({ 'sum.ts': source })
    const { root } = makeProject({
      'dist/index.js': script,
      'dist/index.js.map': makeMap({ sources: [shared.path('sum.ts')], mappings }),
    })
    const found = await makeResolve({ roots: [root, shared.root] })({
      filename: 'dist/index.js',
      ...thrown,
    })
    expect(found).toMatchObject({ file: shared.path('sum.ts'), inApp: true })
  })

  test.each([null, 7, {}, ''])('as %o have no name and break nothing', async (name) => {
    expect(await traceTo([name])).toMatchObject({ how: 'map', file: undefined, line: 2 })
  })

  test('in packages are not in the app', async () => {
    expect((await traceTo(['../node_modules/lib/index.ts'])).inApp).toBe(false)
  })
})

describe('frames of a script that is not here, by its debug id', () => {
  const debugId = '85314830-023f-4cf1-a267-535f4e37bb17'
  const images = [{ codeFile: 'app:///main.js', debugId: debugId.toUpperCase() }]
  const frame = { absPath: 'app:///main.js', ...thrown }

  test.each([
    ['in a map', { 'dist/x.map': makeMap({ debugId, sources: ['../src/cart.ts'], mappings }) }],
    [
      'in a map of an older kind',
      { 'dist/x.map': makeMap({ debug_id: debugId, sources: ['../src/cart.ts'], mappings }) },
    ],
    [
      'in a script',
      {
        'dist/x.js': `${script}\n//# debugId=${debugId}\n//# sourceMappingURL=y.map`,
        'dist/y.map': makeMap({ sources: ['../src/cart.ts'], mappings }),
      },
    ],
    [
      'deep in a build of a package',
      {
        'packages/web/dist/a/b/x.map': makeMap({
          debugId,
          sources: ['../../../../../src/cart.ts'],
          mappings,
        }),
      },
    ],
  ])('%s', async (_sentence, files) => {
    const { root } = makeProject({ 'src/cart.ts': source, ...files })
    const found = await makeResolve({ roots: [root], images })(frame)
    expect(toPlaceText(found)).toBe('debug-id src/cart.ts:2:3')
  })

  test('in a build folder elsewhere', async () => {
    const build = makeProject({
      'x.map': makeMap({ debugId, sources: ['src/cart.ts'], sourcesContent: [source], mappings }),
    })
    const { root } = makeProject()
    const resolve = makeResolve({ roots: [root], buildFolders: [build.root], images })
    expect(await resolve(frame)).toMatchObject({ how: 'debug-id', source: 'src/cart.ts', line: 2 })
  })

  test('that no file has: where was sought', async () => {
    const { root } = makeProject({ 'dist/x.map': makeMap({ debugId: debugId.replace('8', '9') }) })
    const { how, missing } = await makeResolve({ roots: [root], images })(frame)
    expect(how).toBe('none')
    expect(missing).toMatchObject({
      debugId,
      reason: 'No build folder holds a map with this debug id. Build with source maps.',
    })
    expect(missing?.searched).toContain('dist')
  })

  test('once it is built', async () => {
    const { root, write } = makeProject({ 'src/cart.ts': source })
    const resolve = makeResolve({ roots: [root], images })
    expect((await resolve(frame)).how).toBe('none')
    write('dist/x.map', makeMap({ debugId, sources: ['../src/cart.ts'], mappings }))
    expect((await resolve(frame)).how).toBe('debug-id')
  })
})

describe('frames of a dev server', () => {
  const url = 'http://localhost:5173/src/cart.ts?t=1'
  const frame = { absPath: url, ...thrown }

  test('are answered by its plugin', async () => {
    const { root, path } = makeProject({ 'src/cart.ts': source })
    const module = { file: path('src/cart.ts'), code: script, map: makeMap({ mappings }) }
    const found = await makeResolve({ roots: [root], served: { [url]: module } })(frame)
    expect(toPlaceText(found)).toBe('plugin src/cart.ts:2:3')
    expect(found).toMatchObject({ file: path('src/cart.ts'), inApp: true })
  })

  test('whose code is served as it is written need no map', async () => {
    const { root, path } = makeProject({ 'src/cart.js': script })
    const module = { file: path('src/cart.js'), code: script, map: null }
    const found = await makeResolve({ roots: [root], served: { [url]: module } })(frame)
    expect(toPlaceText(found)).toBe('plugin src/cart.js:1:15')
  })

  test('outside the roots are named and not read', async () => {
    const outside = makeProject({ 'secret.ts': 'secret\nsecret\n' })
    const { root } = makeProject()
    const module = { file: outside.path('secret.ts'), code: script, map: makeMap({ mappings }) }
    const found = await makeResolve({ roots: [root], served: { [url]: module } })(frame)
    expect(found).toMatchObject({ how: 'plugin', file: undefined, excerpt: undefined })
  })

  test('without its plugin: the file is known, the line is not', async () => {
    const { root, path } = makeProject({ 'src/cart.ts': source })
    expect(await makeResolve({ roots: [root] })(frame)).toMatchObject({
      how: 'file',
      file: path('src/cart.ts'),
      line: undefined,
      excerpt: undefined,
      missing: { reason: expect.stringContaining('is not connected') as string },
    })
  })

  test('with a map that is damaged say so', async () => {
    const { root, path } = makeProject({ 'src/cart.ts': source })
    const module = { file: path('src/cart.ts'), code: script, map: '{' }
    const found = await makeResolve({ roots: [root], served: { [url]: module } })(frame)
    expect(found).toMatchObject({ how: 'file', line: undefined })
    expect(found.missing?.reason).toContain('it is not JSON')
  })

  test('with more code than is read are left', async () => {
    const { root, path } = makeProject({ 'src/cart.ts': source })
    const module = { file: path('src/cart.ts'), code: ' '.repeat(FILE_LIMIT + 1), map: null }
    const found = await makeResolve({ roots: [root], served: { [url]: module } })(frame)
    expect(found.how).toBe('file')
  })
})

test('no address that a frame, a script or a map names is fetched', async () => {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.end(map)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { root } = makeProject({
    'dist/index.js': `${script}\n//# sourceMappingURL=${url}/index.js.map`,
    'dist/mapped.js': script,
    'dist/mapped.js.map': makeMap({ sources: [`${url}/cart.ts`], sourceRoot: url }),
    'dist/indexed.js': script,
    'dist/indexed.js.map': JSON.stringify({
      version: 3,
      sections: [{ offset: { line: 0, column: 0 }, url: `${url}/section.map` }],
    }),
  })
  const resolve = makeResolve({ roots: [root] })
  for (const name of [`${url}/a.js`, 'dist/index.js', 'dist/mapped.js', 'dist/indexed.js']) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as events come
    await resolve({ absPath: name, ...thrown })
  }
  // What set out before it would have come before it.
  await fetch(`${url}/last`)
  expect(asked).toEqual(['/last'])
})

test('a recursion is looked up once', async () => {
  const { root } = makeProject({ 'src/cart.ts': source })
  const resolver = createResolver({
    roots: [root],
    buildFolders: [],
    ask: () => Promise.resolve(undefined),
    now: () => 0,
  })
  const frames = [2, 2, 5].map((line) => makeAskedFrame({ filename: 'src/cart.ts', line }))
  const [first, second, third] = await resolver.resolve({ frames, images: [] }, 5)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})
