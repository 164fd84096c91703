import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toBlankedTypes } from './blanked-types.ts'
import type { ConfigParser } from './config-edit.ts'
import { readSyntaxNode } from './syntax-node.ts'
import type { SyntaxNode } from './syntax-node.ts'

/** Through which packages Vite is reached where the project does not name it itself. */
const ways: readonly (readonly string[])[] = [
  [],
  ['astro'],
  ['nuxt', '@nuxt/vite-builder'],
  ['vitepress'],
  ['@solidjs/start', 'vinxi'],
  ['@sveltejs/kit'],
  ['@react-router/dev'],
  ['vitest'],
]

/** How a project's Vite reads its config. */
export interface ConfigReader {
  readonly parse: ConfigParser
  /** A config that is loaded as CommonJS cannot have an ES module: Vite could not before version 6. */
  readonly takesModules: boolean
}

/**
 * The parser of the project's own Vite, which is the one that reads the config when it starts: nothing
 * else is installed for it. `undefined` where Vite is not installed.
 */
export async function loadConfigReader(folder: string): Promise<ConfigReader | undefined> {
  const file = findVite(folder)
  if (file === undefined) return undefined
  let parse: unknown
  let version: unknown
  try {
    const vite: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href)
    parse = Reflect.get(Object(vite), 'parseAst')
    version = Reflect.get(Object(vite), 'version')
  } catch {
    return undefined
  }
  if (typeof parse !== 'function') return undefined
  const parseText = (text: string): SyntaxNode | undefined => {
    try {
      // Vite 8's knows types when it is told so. Earlier ones are Rollup's, and never do.
      return readSyntaxNode(Reflect.apply(parse, undefined, [text, { lang: 'ts' }]))
    } catch {
      return undefined
    }
  }
  return {
    parse: (text) => parseText(text) ?? parseText(toBlankedTypes(text)),
    takesModules: !String(version).startsWith('5.'),
  }
}

function findVite(folder: string): string | undefined {
  for (const way of ways) {
    let from = join(folder, 'package.json')
    try {
      for (const name of [...way, 'vite']) {
        from = createRequire(from).resolve(`${name}/package.json`)
      }
      return join(dirname(from), 'dist/node/index.js')
    } catch {
      // Not this way.
    }
  }
  return undefined
}
