import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createFileIndex } from './file-index.ts'
import type { FileIndex } from './file-index.ts'
import { makeProject } from './project-fixture.ts'

function open(
  root: string,
  clock: { now: number } = { now: 0 },
  buildFolders: readonly string[] = ['dist'],
): FileIndex {
  return createFileIndex({ roots: [root], buildFolders, now: () => clock.now })
}

test.each([
  ['usr/src/app/shop/views.py', false, ['shop/views.py']],
  ['shop/views.py', true, ['shop/views.py']],
  ['usr/src/app/shop/views.py', true, []],
  ['usr/lib/deep.py', false, []],
  ['deep.py', false, ['a/b/deep.py']],
  ['usr/src/manage.py', false, ['manage.py']],
  // One name alone says too little where two files have it.
  ['x/same.py', false, []],
  ['b/same.py', false, ['b/same.py']],
  ['missing.py', false, []],
])('%s, to be matched whole: %s', (path, mustMatchAll, expected) => {
  const { root, path: at } = makeProject({
    'shop/views.py': '',
    'a/b/deep.py': '',
    'manage.py': '',
    'a/same.py': '',
    'b/same.py': '',
  })
  expect(open(root).find(path.split('/'), mustMatchAll)).toEqual(expected.map(at))
})

test('packages, hidden folders and pictures are not listed, and symlinks not followed', () => {
  const outside = makeProject({ 'far.py': '' })
  const { root, path } = makeProject({
    'node_modules/x/near.py': '',
    '.cache/near.py': '',
    'near.png': '',
  })
  symlinkSync(outside.root, path('link'))
  const index = open(root)
  for (const name of ['near.py', 'near.png', 'far.py'])
    expect(index.find([name], false)).toEqual([])
})

test('scripts and maps of build folders are listed, also of hidden ones', () => {
  const { root, path } = makeProject({
    'dist/a.js': '',
    'dist/deep/b.js.map': '',
    '.next/c.mjs': '',
    'src/d.js': '',
    'dist/e.txt': '',
  })
  const built = open(root, { now: 0 }, ['dist', '.next']).built()
  expect(built.toSorted()).toEqual(['.next/c.mjs', 'dist/a.js', 'dist/deep/b.js.map'].map(path))
})

test('what is new is found after two seconds', () => {
  const { root, path, write } = makeProject()
  const clock = { now: 0 }
  const index = open(root, clock)
  expect(index.find(['new.py'], false)).toEqual([])
  write('new.py', '')
  clock.now = 1000
  expect(index.find(['new.py'], false)).toEqual([])
  clock.now = 3000
  expect(index.find(['new.py'], false)).toEqual([path('new.py')])
})
