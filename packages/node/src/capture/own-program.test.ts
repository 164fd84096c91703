import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isNoApp } from './own-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'footlight-own-'))
const ours = join(folder, 'dist')
mkdirSync(ours)
writeFileSync(join(ours, 'footlight.js'), '')
writeFileSync(join(folder, 'server.js'), '')
symlinkSync(join(ours, 'footlight.js'), join(folder, 'footlight'))

afterAll(() => rmSync(folder, { recursive: true }))

describe('programs that are no app', () => {
  test.each<[string, string | undefined, boolean]>([
    ['ours', join(ours, 'footlight.js'), true],
    ['ours, as a command', join(folder, 'footlight'), true],
    ['npm', '/usr/lib/node_modules/npm/bin/npm-cli.js', true],
    ['pnpm', '/opt/pnpm/bin/pnpm.cjs', true],
    ['yarn', '/opt/yarn/bin/yarn', true],
    ['a server', join(folder, 'server.js'), false],
    ['a program that is no file', join(folder, 'gone.js'), false],
    ['a text on the command line', undefined, false],
  ])('%s', (_sentence, program, isOne) => {
    expect(isNoApp(program, ours)).toBe(isOne)
  })
})
