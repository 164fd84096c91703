import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import type { TSInterfaceDeclaration, TSTypeAliasDeclaration } from 'oxc-parser'

/** An exported interface or type with the comment over it. */
export interface Declaration {
  readonly node: TSInterfaceDeclaration | TSTypeAliasDeclaration
  /** The comment that ends where a node begins, without its stars. */
  readonly commentBefore: (start: number) => string | undefined
}

const source = fileURLToPath(new URL('../src', import.meta.url))

/** Every type of the record model and the read API, by name: each is declared once. */
export function readDeclarations(): ReadonlyMap<string, Declaration> {
  const files = ['api', 'record'].flatMap((folder) =>
    readdirSync(join(source, folder)).map((file) => join(source, folder, file)),
  )
  const all = new Map<string, Declaration>()
  for (const file of [
    ...files,
    ...['json.ts', 'level.ts', 'problem.ts', 'record.ts'].map((name) => join(source, name)),
  ]) {
    const text = readFileSync(file, 'utf8')
    const { program, comments } = parseSync(file, text)
    const commentBefore = (start: number): string | undefined => {
      const before = comments.findLast((comment) => comment.end <= start)
      if (before === undefined || text.slice(before.end, start).trim() !== '') return undefined
      return before.value.replace(/^\*|\s*\n\s*\*\s?/g, ' ').trim()
    }
    for (const statement of program.body) {
      if (statement.type !== 'ExportNamedDeclaration') continue
      const node = statement.declaration
      if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration') {
        all.set(node.id.name, {
          node,
          commentBefore: (start) => commentBefore(start === node.start ? statement.start : start),
        })
      }
    }
  }
  return all
}
