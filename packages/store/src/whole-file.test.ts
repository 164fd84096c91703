import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runApart } from './process-fixture.ts'
import { makeWholeFile, replaceWholeFile } from './whole-file.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-whole-'))
  path = join(folder, 'file')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a file is never there without all that is in it', async () => {
  const writing = runApart(
    new URL('./whole-file.ts', import.meta.url),
    `import { rmSync } from 'node:fs'
for (let round = 0; round < 3000; round++) {
  exported.makeWholeFile(${JSON.stringify(path)}, 'all of it')
  rmSync(${JSON.stringify(path)})
}`,
  )
  const seen = new Set<string>()
  const look = setInterval(() => {
    for (let count = 0; count < 1000; count++) seen.add(read())
  })
  await writing
  clearInterval(look)
  expect([...seen].filter((found) => found !== 'none')).toEqual(['all of it'])
})

test('of two that make a file the first does; who replaces it needs not ask', () => {
  expect(makeWholeFile(path, 'first')).toBe(true)
  expect(makeWholeFile(path, 'second')).toBe(false)
  expect(read()).toBe('first')
  replaceWholeFile(path, 'third')
  expect(read()).toBe('third')
  expect(readdirSync(folder)).toEqual(['file'])
})

function read(): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return 'none'
  }
}
