import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { AppName } from '../playground/apps.ts'
import { installApp } from '../playground/preparation.ts'

/** A copy of an app of the playground, to be edited: inside the repository, where Footlight is found. */
export async function copyApp(name: AppName): Promise<string> {
  const home = resolve('playground', name)
  await installApp(home, AbortSignal.timeout(200_000))
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync(resolve('.cache', `${name}-`))
  cpSync(home, folder, { recursive: true, filter: isOwn })
  // Not the folder as a whole: Vite keeps there what it made of the packages.
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  for (const entry of readdirSync(join(home, 'node_modules'))) {
    if (entry.startsWith('.')) continue
    symlinkSync(join(home, 'node_modules', entry), join(modules, entry), 'junction')
  }
  return folder
}

function isOwn(path: string): boolean {
  return !['node_modules', '.cache'].includes(basename(path))
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
