import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEdits } from './edits.ts'
import type { Edit, Edits } from './edits.ts'
import { createLastContents } from './last-contents.ts'

let root: string
let sent: Edit[]
let edits: Edits

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'footlight-edits-'))
  sent = []
  edits = createEdits({
    root,
    contents: createLastContents(),
    isDevelopers: (file) => Promise.resolve(!file.includes('generated')),
    send: (edit) => sent.push(edit),
    now: () => 5,
  })
})

afterEach(() => {
  edits.close()
  rmSync(root, { recursive: true })
})

function write(name: string, text: string): string {
  const file = join(root, name)
  writeFileSync(file, text)
  return file
}

async function settle(count: number): Promise<readonly Edit[]> {
  await vi.waitFor(() => expect(sent).toHaveLength(count))
  return sent
}

test('several reports of one save are one edit', async () => {
  const file = write('a.ts', 'new\n')
  edits.save(file, 'update', 'old\n')
  edits.save(file, 'update', 'new\n')
  expect(await settle(1)).toEqual([
    {
      time: 5,
      file: 'a.ts',
      change: 'update',
      hunks: [{ oldStart: 1, newStart: 1, lines: ['-old', '+new'] }],
      effect: 'none',
    },
  ])
})

test('files that are saved together are asked about one after the other, in their order', async () => {
  let asking = 0
  let most = 0
  edits.close()
  edits = createEdits({
    root,
    contents: createLastContents(),
    isDevelopers: async () => {
      most = Math.max(most, ++asking)
      await new Promise((resolve) => setImmediate(resolve))
      asking--
      return true
    },
    send: (edit) => sent.push(edit),
    now: () => 5,
  })
  const names = Array.from({ length: 50 }, (_, at) => `${at}.ts`)
  for (const name of names) edits.save(write(name, 'a\n'), 'create', undefined)
  expect((await settle(50)).map(({ file }) => file)).toEqual(names)
  expect(most).toBe(1)
})

test('a save is compared with the one before it, whatever was served', async () => {
  const file = write('a.ts', '1\n')
  edits.save(file, 'update', '0\n')
  await settle(1)
  write('a.ts', '2\n')
  edits.save(file, 'update', '0\n')
  expect((await settle(2))[1]?.hunks[0]?.lines).toEqual(['-1', '+2'])
})

test('a file that nobody knew before has no hunks, and a new one is all new', async () => {
  edits.save(write('known.ts', 'a\n'), 'update', undefined)
  edits.save(write('new.ts', 'a\n'), 'create', undefined)
  const all = await settle(2)
  expect(all.find(({ file }) => file === 'known.ts')?.hunks).toEqual([])
  expect(all.find(({ file }) => file === 'new.ts')?.hunks[0]?.lines).toEqual(['+a'])
})

test('what the dev server did is told of the file it names, and of all where it names none', async () => {
  const [a, b] = [write('a.ts', '1'), write('b.ts', '1')]
  edits.save(a, 'update', '')
  edits.save(b, 'update', '')
  edits.applied('hot-update', undefined)
  edits.applied('full-reload', a)
  const effects = (await settle(2)).map(({ file, effect }) => [file, effect])
  expect(new Set(effects)).toEqual(
    new Set([
      ['a.ts', 'full-reload'],
      ['b.ts', 'hot-update'],
    ]),
  )
})

test('secrets, binaries and large files are told without what is in them', async () => {
  edits.save(write('.env.local', 'KEY=1\n'), 'create', undefined)
  edits.save(write('server.pem', 'key\n'), 'create', undefined)
  edits.save(write('logo.png', '\0PNG'), 'create', undefined)
  edits.save(write('large.json', 'x'.repeat(600_000)), 'create', undefined)
  expect((await settle(4)).map(({ hunks }) => hunks)).toEqual([[], [], [], []])
})

test('what a save is, is what came of it', async () => {
  edits.save(write('saved-anew.ts', 'new\n'), 'delete', 'old\n')
  edits.save(join(root, 'made-and-gone.ts'), 'create', undefined)
  edits.save(join(root, 'gone.ts'), 'update', 'old\n')
  const changes = (await settle(2)).map(({ file, change, hunks }) => [
    file,
    change,
    hunks[0]?.lines,
  ])
  expect(new Set(changes)).toEqual(
    new Set([
      ['gone.ts', 'delete', ['-old']],
      ['saved-anew.ts', 'update', ['-old', '+new']],
    ]),
  )
})

test('what is installed, or written by programs, is no edit', async () => {
  edits.save('/app/node_modules/a/index.js', 'update', undefined)
  edits.save(write('generated.ts', 'a'), 'update', undefined)
  edits.save(write('own.ts', 'a'), 'update', undefined)
  expect((await settle(1)).map(({ file }) => file)).toEqual(['own.ts'])
})
