import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readGitStatus } from './git.ts'

const hashes = `${'1'.repeat(40)} ${'2'.repeat(40)}`

test('git says the commit, the branch, and what differs from it', () => {
  const status = [
    '# branch.oid 0123456789abcdef',
    '# branch.head main',
    '# branch.upstream origin/main',
    `1 .M N... 100644 100644 100644 ${hashes} src/a file.ts`,
    `u UU N... 100644 100644 100644 100644 ${hashes} ${'3'.repeat(40)} src/both.ts`,
    '? src/new.ts',
    '',
  ].join('\0')
  expect(readGitStatus(status, '/project')).toEqual({
    top: '/project',
    commit: '0123456789abcdef',
    branch: 'main',
    dirty: new Set(
      ['src/a file.ts', 'src/both.ts', 'src/new.ts'].map((file) => resolve('/project', file)),
    ),
  })
})

test('before the first commit, or away from every branch, there is none', () => {
  const status = '# branch.oid (initial)\0# branch.head (detached)\0'
  expect(readGitStatus(status, '/project')).toMatchObject({ commit: undefined, branch: undefined })
})
