import { expect, test } from 'vitest'
import { toFolderFailure } from './folder-failure.ts'

function toSystemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: what the system says`), { code, syscall })
}

test.each([
  ['EROFS', 'open', 'its file system is read-only (EROFS)'],
  ['EACCES', 'mkdir', 'this user may not write there (EACCES)'],
  ['ENOSPC', 'write', 'its disk is full (ENOSPC)'],
  ['EEXIST', 'mkdir', 'it is a file (EEXIST)'],
])('%s of a folder is said in words, with a way out', (code, syscall, reason) => {
  const failure = toFolderFailure(toSystemError(code, syscall), '/data')
  expect(failure).toMatchObject({
    message: `Nothing can be kept in /data: ${reason}. Make it writable, or choose another folder with --data.`,
  })
})

test.each([
  ['a port that is taken', toSystemError('EADDRINUSE', 'listen')],
  ['a port that only others may open', toSystemError('EACCES', 'listen')],
  ['a mistake of ours', new TypeError('no')],
])('%s stays as it is', (_what, error) => {
  expect(toFolderFailure(error, '/data')).toBe(error)
})
