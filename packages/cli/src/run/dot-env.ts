import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Environment } from './child-environment.ts'

/** In the order in which frameworks read them: what comes later wins. */
const files = ['.env', '.env.development', '.env.local', '.env.development.local']

/**
 * What the project's own files set. Whoever reads them lets the environment win, so what we set
 * there would go over the developer's head.
 */
export function readDotEnv(directory: string): Environment {
  const found: Record<string, string | undefined> = {}
  for (const file of files) {
    try {
      Object.assign(found, parseEnv(readFileSync(join(directory, file), 'utf8')))
    } catch {
      // Most of them are not there.
    }
  }
  return found
}
