import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { createConfinedFiles, FILE_LIMIT } from './confined-files.ts'
import type { ConfinedFiles } from './confined-files.ts'
import { makeProject } from './project-fixture.ts'
import type { ProjectFolder } from './project-fixture.ts'

vi.mock('node:fs', { spy: true })

function open(files: Readonly<Record<string, string>>): {
  readonly outside: ProjectFolder
  readonly app: string
  readonly confined: ConfinedFiles
} {
  const outside = makeProject({ 'secret.ts': 'no\n', ...files })
  const app = outside.path('app')
  mkdirSync(app, { recursive: true })
  return { outside, app, confined: createConfinedFiles([app]) }
}

test('a file is found by its path, and known by its name from its folder on', () => {
  const { app, confined } = open({ 'app/src/cart.ts': 'let a\n' })
  expect(confined.find(join(app, 'src/cart.ts'))).toMatchObject({
    path: join(app, 'src/cart.ts'),
    folder: app,
    name: 'src/cart.ts',
    size: 6,
  })
})

describe('no way leads out of the folders', () => {
  const ways: readonly (readonly [string, (app: string) => string])[] = [
    ['up and down again', (app) => `${app}/../secret.ts`],
    ['through a folder and up', (app) => `${app}/src/../../secret.ts`],
    ['by its own path', (app) => join(app, '..', 'secret.ts')],
    ['from the current folder', () => 'secret.ts'],
    ['past a NUL', (app) => `${app}/src/cart.ts\0/../../../secret.ts`],
    ['to a name that only begins alike', (app) => `${app}-other/secret.ts`],
    ['to a share of Windows', () => '\\\\server\\share\\secret.ts'],
    ['to a share of Windows in slashes', () => '//server/share/secret.ts'],
    ['to a device', () => '\\\\.\\pipe\\secret'],
    ['to a drive', () => 'C:\\Windows\\win.ini'],
    ['by an address', (app) => `file://${app}/src/cart.ts`],
  ]

  test.each(ways)('%s', (_sentence, toPath) => {
    const { app, confined } = open({ 'app/src/cart.ts': '', 'app-other/secret.ts': '' })
    expect(confined.find(toPath(app))).toBeUndefined()
  })

  test('by a symlink to a file', () => {
    const { outside, app, confined } = open({})
    symlinkSync(outside.path('secret.ts'), join(app, 'cart.ts'))
    expect(confined.find(join(app, 'cart.ts'))).toBeUndefined()
  })

  test('by a symlink to a folder', () => {
    const { outside, app, confined } = open({})
    symlinkSync(outside.root, join(app, 'src'))
    expect(confined.find(join(app, 'src/secret.ts'))).toBeUndefined()
  })

  test('by a symlink that comes after the look', () => {
    const { outside, app, confined } = open({ 'app/cart.ts': 'ok\n' })
    const file = confined.find(join(app, 'cart.ts'))
    execFileSync('ln', ['-sf', outside.path('secret.ts'), join(app, 'cart.ts')])
    expect(file && confined.read(file)).toBeUndefined()
  })
})

test('a symlink inside is followed, and known by what it leads to', () => {
  const { app, confined } = open({ 'app/packages/ui/button.ts': 'ok\n' })
  symlinkSync(join(app, 'packages'), join(app, 'linked'))
  expect(confined.find(join(app, 'linked/ui/button.ts'))?.name).toBe('packages/ui/button.ts')
})

test('a folder that is a symlink itself is one like any other', () => {
  const { outside, app } = open({ 'app/cart.ts': 'ok\n' })
  symlinkSync(app, outside.path('link'))
  const confined = createConfinedFiles([outside.path('link')])
  expect(confined.find(outside.path('link/cart.ts'))?.path).toBe(join(app, 'cart.ts'))
  expect(confined.find(join(app, 'cart.ts'))?.path).toBe(join(app, 'cart.ts'))
})

test('with several folders each is searched', () => {
  const { outside, app } = open({ 'app/cart.ts': '', 'lib/sum.ts': '' })
  const confined = createConfinedFiles([app, outside.path('lib')])
  expect(confined.find(outside.path('lib/sum.ts'))?.folder).toBe(outside.path('lib'))
})

test.each(['/proc/self/environ', '/dev/stdin', '/sys/kernel/hostname'])(
  'where the root is the whole disk %s is no file',
  (path) => {
    expect(createConfinedFiles(['/']).find(path)).toBeUndefined()
  },
)

test('where the root is the whole disk a share of Windows is none either', () => {
  const { path } = makeProject({ 'cart.ts': '' })
  const confined = createConfinedFiles(['/'])
  expect(confined.find(path('cart.ts'))?.path).toBe(path('cart.ts'))
  expect(confined.find(`/${path('cart.ts')}`)).toBeUndefined()
})

test('a path from the current folder is none: it is not the telemetry that knows it', () => {
  expect(createConfinedFiles([process.cwd()]).find('package.json')).toBeUndefined()
})

test('what is outside by its name is not even looked at', () => {
  const { outside, app, confined } = open({ 'app/cart.ts': '' })
  confined.find(outside.path('secret.ts'))
  confined.find(join(app, 'cart.ts'))
  const looked = vi.mocked(statSync).mock.calls.map(([path]) => path)
  expect(looked).toContain(join(app, 'cart.ts'))
  expect(looked).not.toContain(outside.path('secret.ts'))
})

describe('what no stack goes through is private', () => {
  test.each([
    '.env',
    '.env.local',
    'app/.npmrc',
    '.git/config',
    '.git/hooks/x.js',
    '.ssh/id_rsa.js',
    'certs/server.pem',
    'certs/server.KEY',
  ])('%s', (name) => {
    const { root, path } = makeProject({ [name]: 'secret' })
    expect(createConfinedFiles([root]).find(path(name))).toBeUndefined()
  })

  test.each(['.eslintrc.cjs', '.storybook/main.ts', '.next/server/app.js'])(
    'but %s is code',
    (name) => {
      const { root, path } = makeProject({ [name]: '' })
      expect(createConfinedFiles([root]).find(path(name))?.name).toBe(name)
    },
  )
})

test('what is no file is not found', () => {
  const { app, confined } = open({ 'app/src/cart.ts': '' })
  expect(confined.find(join(app, 'src'))).toBeUndefined()
  expect(confined.find(join(app, 'missing.ts'))).toBeUndefined()
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(app, 'pipe.ts')])
  expect(confined.find(join(app, 'pipe.ts'))).toBeUndefined()
})

test('a pipe that takes the place of a file is not waited for', () => {
  const { app, confined } = open({ 'app/cart.ts': 'ok\n' })
  const file = confined.find(join(app, 'cart.ts'))
  execFileSync('sh', ['-c', 'rm "$0" && mkfifo "$0"', join(app, 'cart.ts')])
  expect(file && confined.read(file)).toBeUndefined()
})

test('a file is read again once it has changed', () => {
  const { root, path, write } = makeProject({ 'cart.ts': 'one\n' })
  const confined = createConfinedFiles([root])
  const read = (): string | undefined => {
    const file = confined.find(path('cart.ts'))
    return file && confined.read(file)?.text
  }
  expect(read()).toBe('one\n')
  write('cart.ts', 'two\n')
  expect(read()).toBe('two\n')
})

test('a file that is too large is found and not read', () => {
  const { root, path } = makeProject({ 'huge.js': '' })
  truncateSync(path('huge.js'), FILE_LIMIT + 1)
  const confined = createConfinedFiles([root])
  const file = confined.find(path('huge.js'))
  expect(file?.size).toBe(FILE_LIMIT + 1)
  expect(file && confined.read(file)).toBeUndefined()
  expect(file && confined.readEnds(file)?.length).toBeLessThan(100_000)
})
