import fc from 'fast-check'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { toConfigWithPlugin } from './config-edit.ts'
import type { ConfigParser } from './config-edit.ts'
import { readSyntaxNode } from './syntax-node.ts'
import { toUndoPlan } from './undo-plan.ts'

const parse: ConfigParser = (text) => {
  try {
    return readSyntaxNode(parseAst(text, { lang: 'ts' }))
  } catch {
    return undefined
  }
}

const comment = fc.constantFrom('', ' // , ] }', ' /* , ] */')
const plugin = fc.constantFrom(
  'a()',
  '...more',
  'dev && b()',
  "c({ d: [1, ','] })",
  '(e())',
  'f as any',
)

const list = fc
  .record({
    plugins: fc.array(fc.tuple(plugin, fc.constantFrom('', ' /* , ] */')), { maxLength: 4 }),
    isLong: fc.boolean(),
    comma: fc.constantFrom('', ','),
    last: comment,
  })
  .map(({ plugins, isLong, comma, last }) => {
    const items = plugins.map(([text, note]) => text + note)
    if (!isLong) return `[${items.join(', ')}${items.length > 0 ? comma : ''}]`
    const lines = items.map((item, at) => (at < items.length - 1 ? `${item},` : item + comma))
    return `[\n${lines.map((line) => `    ${line}${last}\n`).join('')}  ]`
  })

const config = fc
  .record({
    list: fc.option(list, { nil: undefined }),
    others: fc.array(fc.constantFrom("base: '/'", 'server: { port: 1 }', "'x': [`y`]"), {
      maxLength: 3,
    }),
    around: fc.constantFrom(
      ['export default {', '}'],
      ['export default defineConfig({', '})'],
      ['export default defineConfig(async ({ mode }) => ({', '}))'],
      ['const config: UserConfig = {', '} satisfies UserConfig\nexport default config'],
      ['export default defineConfig(() => {\n  return {', '}\n})'],
    ),
    comma: fc.constantFrom('', ','),
    note: comment,
    eol: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    indent: fc.constantFrom('  ', '\t', '    '),
    semicolon: fc.constantFrom('', ';'),
    end: fc.constantFrom('', '\n'),
  })
  .map(({ list: plugins, others, around: [open = '', close = ''], ...style }) => {
    const items = plugins === undefined ? others : [...others, `plugins: ${plugins}`]
    const lines = items.map((item, at) => item + (at < items.length - 1 ? ',' : style.comma))
    const text = [
      `import { defineConfig } from 'vite'${style.semicolon}`,
      '',
      open,
      ...lines.map((line) => `  ${line}${style.note}`),
      `${close}${style.semicolon}${style.end}`,
    ].join('\n')
    return style.mark + text.replaceAll('  ', style.indent).replaceAll('\n', style.eol)
  })

test('whatever a config looks like, the plugin is added to it once, and taken out again to the byte', () => {
  fc.assert(
    fc.property(config, (before) => {
      const edit = toConfigWithPlugin(before, parse, ['plugins'])
      expect(edit.type, before).toBe('edited')
      const after = edit.type === 'edited' ? edit.text : ''
      expect(toConfigWithPlugin(after, parse, ['plugins'])).toEqual({ type: 'there' })
      expect(after.includes('\r\n')).toBe(before.includes('\r\n'))
      expect(/[^\r]\n/.test(after)).toBe(/[^\r]\n/.test(before))
      const change = { file: 'vite.config.ts', before, after, folders: [] }
      expect(toUndoPlan([change], () => after).changes).toMatchObject([{ after: before }])
      // Somebody adds a line above it.
      const later = toUndoPlan([change], () => `// new\n${after}`)
      expect(later.changes).toMatchObject([{ after: `// new\n${before}` }])
    }),
    { numRuns: 1000 },
  )
})
