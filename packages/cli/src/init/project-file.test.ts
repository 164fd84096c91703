import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeChanges } from './made-changes.ts'
import { readExactText, replaceFile } from './project-file.ts'

let folder: string
let root: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-files-'))
  root = join(folder, 'project')
  mkdirSync(root)
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a file is replaced whole, with the rights it had, and nothing is left beside it', () => {
  writeFileSync(join(root, 'a.ts'), 'old')
  chmodSync(join(root, 'a.ts'), 0o640)
  replaceFile(root, 'a.ts', 'new')
  expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('new')
  expect(statSync(join(root, 'a.ts')).mode & 0o777).toBe(0o640)
  expect(readdirSync(root)).toEqual(['a.ts'])
})

test('a link within the project stays one', () => {
  mkdirSync(join(root, 'real'))
  writeFileSync(join(root, 'real/a.ts'), 'old')
  symlinkSync('real/a.ts', join(root, 'a.ts'))
  replaceFile(root, 'a.ts', 'new')
  expect(lstatSync(join(root, 'a.ts')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(root, 'real/a.ts'), 'utf8')).toBe('new')
})

test.each([
  ['a link out of it', () => symlinkSync('../a.ts', join(root, 'a.ts')), 'a.ts'],
  ['a folder that is one', () => symlinkSync('..', join(root, 'out')), 'out/a.ts'],
  ['a way out', () => undefined, '../a.ts'],
])('nothing outside of the project is read or written: %s', (_sentence, make, file) => {
  writeFileSync(join(folder, 'a.ts'), 'theirs')
  make()
  expect(readExactText(root, file)).toEqual({
    type: 'unreadable',
    reason: 'it leads out of the project',
  })
  expect(() => replaceFile(root, file, 'ours')).toThrow('leads out of the project')
  expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('theirs')
})

test.each([
  ['Latin-1', Buffer.from([0x2f, 0x2f, 0xe9]), 'it is not UTF-8'],
  ['UTF-16', Buffer.from('\uFEFFa', 'utf16le'), 'it is not UTF-8'],
  ['too large', Buffer.alloc(300_000, 32), 'it is larger than 256 KB'],
])('what could not be given back to the byte is not read: %s', (_sentence, bytes, reason) => {
  writeFileSync(join(root, 'a.ts'), bytes)
  expect(readExactText(root, 'a.ts')).toEqual({ type: 'unreadable', reason })
})

test('a file that was changed since it was shown is left, and keeps no other from being written', () => {
  writeFileSync(join(root, 'a.ts'), 'newer')
  writeFileSync(join(root, 'b.ts'), 'old')
  const change = { before: 'old', after: 'new', why: '' }
  const { made, failures } = makeChanges(root, [
    { ...change, file: 'a.ts' },
    { ...change, file: 'b.ts' },
    { ...change, file: 'deep/er/c.ts', before: undefined },
  ])
  expect(made.map(({ file }) => file)).toEqual(['b.ts', 'deep/er/c.ts'])
  expect(failures).toEqual(['a.ts was changed meanwhile, and is left as it is: run it again.'])
  expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('newer')
})
