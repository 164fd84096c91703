import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/**
 * Packages that a test needs as somebody would have installed them: once, in a folder that stays.
 * Names are as in a manifest, so that majors of one package can lie side by side.
 */
export async function install(
  name: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = resolve('.cache', name)
  const manifest = JSON.stringify({ name, private: true, type: 'module', dependencies }, null, 2)
  const mark = join(folder, 'installed')
  if (existsSync(mark)) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  })
  writeFileSync(mark, '')
  return folder
}
