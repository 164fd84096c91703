import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const DECLARATION = /^\s*(--fl-[\w-]+):\s*([^;]+);/gm

/** What the browser asks of every document, and the loader of none: it has one size and one theme. */
const SETTING =
  /^(?:@media \((?:pointer|prefers-contrast)[^{]*\{[^}]*\}\s*\}|\[data-[^{]*\{[^}]*\})/gm

/**
 * Leaves out of `tokens.css?inline&for=<sheet>` what that sheet does not name: two thirds of it are
 * colours of charts and code, and the loader has twelve kilobytes for everything.
 */
export function usedTokens(): Plugin {
  return {
    name: 'used-tokens',
    enforce: 'pre',
    load: (id) => {
      const [path = '', query = ''] = id.split('?')
      const sheet = new URLSearchParams(query).get('for')
      if (!path.endsWith('/tokens.css') || sheet === null) return undefined
      const tokens = readFileSync(path, 'utf8')
      const used = toUsed(readFileSync(join(dirname(path), sheet), 'utf8'), tokens)
      return tokens
        .replace(SETTING, '')
        .replace(DECLARATION, (line, name: string) => (used.has(name) ? line : ''))
    },
  }
}

/** Names in the rules, and names in the values of those. */
function toUsed(rules: string, tokens: string): ReadonlySet<string> {
  const values = new Map<string, string>()
  for (const [, name = '', value = ''] of tokens.matchAll(DECLARATION)) {
    values.set(name, `${values.get(name) ?? ''} ${value}`)
  }
  const used = new Set<string>()
  const visit = (text: string): void => {
    for (const [name] of text.matchAll(/--fl-[\w-]+/g)) {
      if (used.has(name)) continue
      used.add(name)
      visit(values.get(name) ?? '')
    }
  }
  visit(rules)
  return used
}
