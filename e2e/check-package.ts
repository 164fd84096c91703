import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The last step of `npm run build`: packs what would be published and asks the checkers of packages. */
const folder = mkdtempSync(join(tmpdir(), 'footlight-pack-'))

function run(command: string, parameters: readonly string[]): void {
  const { status } = spawnSync('npx', ['--no-install', command, ...parameters], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exitCode = 1
}

try {
  spawnSync('npm', ['pack', '--workspace', 'footlight', '--pack-destination', folder, '--silent'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made no tarball')
  run('publint', [join(folder, tarball), '--strict'])
  run('attw', [join(folder, tarball), '--profile', 'esm-only', '--no-emoji'])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
