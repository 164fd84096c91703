import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets, rotateToken } from './secrets.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-secrets-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('secrets are made once and kept, for their owner alone', () => {
  const made = openSecrets(folder)
  expect(made).toEqual({
    token: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    ingestKey: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  })
  expect(made.token).not.toBe(made.ingestKey)
  expect(openSecrets(folder)).toEqual(made)
  expect(readdirSync(folder).toSorted()).toEqual(['ingest-key', 'token'])
})

test.runIf(process.platform !== 'win32')('nobody else may read them, whatever the umask', () => {
  const before = process.umask(0)
  openSecrets(folder)
  process.umask(before)
  expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600)
})

test.each(['', 'short', 'with spaces in between it'])('%j is no token and is replaced', (left) => {
  writeFileSync(join(folder, 'token'), left)
  chmodSync(join(folder, 'token'), 0o644)
  const { token } = openSecrets(folder)
  expect(token).toMatch(/^[0-9a-f]{32}$/)
  expect(openSecrets(folder).token).toBe(token)
})

test('a token that is rotated is another one, and the ingest key stays', () => {
  const before = openSecrets(folder)
  const token = rotateToken(folder)
  expect(token).not.toBe(before.token)
  expect(openSecrets(folder)).toEqual({ ...before, token })
})
