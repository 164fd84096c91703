import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimFolder, readOwner } from './owner.ts'
import { runApart, startApart } from './process-fixture.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-owner-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** While another process has the folder. */
async function withOwner(work: (pid: number) => Promise<void>): Promise<void> {
  const code = `exported.claimFolder(${JSON.stringify(folder)}); setInterval(() => undefined, 1000)`
  const child = startApart(new URL('./owner.ts', import.meta.url), code)
  try {
    await expect.poll(() => readOwner(folder), { timeout: 30_000 }).toBeDefined()
    await work(child.pid ?? 0)
  } finally {
    child.kill('SIGKILL')
  }
}

const dead = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 1 })

describe('a folder', () => {
  test('is its first claimant’s until that one lets go', () => {
    const first = claimFolder(folder)
    expect(first).toMatchObject({ ok: true })
    expect(claimFolder(folder)).toMatchObject({ ok: false, owner: { pid: process.pid } })
    if (first.ok) first.announce('http://127.0.0.1:1')
    expect(readOwner(folder)).toMatchObject({ url: 'http://127.0.0.1:1' })
    if (first.ok) first.release()
    expect(readOwner(folder)).toBeUndefined()
    expect(claimFolder(folder)).toMatchObject({ ok: true })
  })

  test.each([
    ['a process that is gone', dead],
    ['a process that got its number later', JSON.stringify({ pid: process.pid, startedAt: 1 })],
    ['nobody that can be read', '{"pid":'],
    ['nobody', ''],
  ])('of %s is free', (_whose, left) => {
    writeFileSync(join(folder, 'owner.json'), left)
    expect(claimFolder(folder)).toMatchObject({ ok: true })
    expect(readdirSync(folder)).toEqual(['owner.json'])
  })

  test('is kept from others when the clock was set while its owner runs', async () => {
    await withOwner(async (pid) => {
      const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as object
      const before = { ...owner, startedAt: Date.now() - 3_600_000 }
      writeFileSync(join(folder, 'owner.json'), JSON.stringify(before))
      expect(claimFolder(folder)).toMatchObject({ ok: false, owner: { pid } })
    })
  })

  test('is free when the number of its owner is another process’s', async (context) => {
    if (process.platform !== 'linux') return context.skip('no other system names its processes')
    await withOwner(async () => {
      const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as object
      const other = { ...owner, identity: 'of an earlier start of the machine' }
      writeFileSync(join(folder, 'owner.json'), JSON.stringify(other))
      expect(claimFolder(folder)).toMatchObject({ ok: true })
    })
  })

  test('that several find left behind at once is taken by one of them', async () => {
    const rounds = Array.from({ length: 200 }, (_, round) => join(folder, String(round)))
    for (const place of rounds) {
      mkdirSync(place)
      writeFileSync(join(place, 'owner.json'), dead)
    }
    const start = Date.now() + 3000
    const code = `let taken = ''
for (const [round, place] of ${JSON.stringify(rounds)}.entries()) {
  while (Date.now() < ${start} + round * 5);
  taken += exported.claimFolder(place).ok ? '1' : '0'
}
console.log(taken)`
    const claims = await Promise.all(
      [1, 2].map(() => runApart(new URL('./owner.ts', import.meta.url), code)),
    )
    const counts = rounds.map((_, round) => claims.filter((taken) => taken[round] === '1').length)
    expect(counts.filter((count) => count !== 1)).toEqual([])
  })
})
