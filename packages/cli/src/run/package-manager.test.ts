import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findDevScript, findPackageName } from './package-manager.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-manager-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), JSON.stringify(content))
  }
}

const dev = { name: 'shop', scripts: { dev: 'vite' } }

test.each([
  ['the field', { 'package.json': { ...dev, packageManager: 'pnpm@9.1.0' } }, 'pnpm'],
  [
    'the field before a lock',
    { 'package.json': { ...dev, packageManager: 'yarn@4.0.0' }, 'bun.lock': '' },
    'yarn',
  ],
  ['a lock', { 'package.json': dev, 'yarn.lock': '' }, 'yarn'],
  ['an old lock of bun', { 'package.json': dev, 'bun.lockb': '' }, 'bun'],
  ['npm’s lock', { 'package.json': dev, 'package-lock.json': {} }, 'npm'],
  ['nothing at all', { 'package.json': dev }, 'npm'],
  ['a manager nobody knows', { 'package.json': { ...dev, packageManager: 'cargo@1' } }, 'npm'],
])('%s names the package manager', (_sentence, files, manager) => {
  write(files)
  expect(findDevScript(folder)).toEqual({ ok: true, command: [manager, 'run', 'dev'] })
})

test('a package of a workspace is run by the manager of the workspace, from any folder in it', () => {
  write({
    'package.json': {},
    'pnpm-lock.yaml': '',
    'apps/web/package.json': dev,
    'apps/web/src/a': 1,
  })
  const found = { ok: true, command: ['pnpm', 'run', 'dev'] }
  expect(findDevScript(join(folder, 'apps/web'))).toEqual(found)
  expect(findDevScript(join(folder, 'apps/web/src'))).toEqual(found)
  expect(findPackageName(join(folder, 'apps/web/src'))).toBe('shop')
})

test('a package without the script is said to have none', () => {
  write({ 'package.json': { scripts: { start: 'node .' } } })
  expect(findDevScript(folder)).toEqual({
    ok: false,
    reason: `${join(folder, 'package.json')} has no script \`dev\`.`,
  })
})
