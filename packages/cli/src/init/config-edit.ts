import { findConfigObjects, isModuleExports, toBareValue } from './config-object.ts'
import type { ConfigBindings } from './config-bindings.ts'
import { toRequired } from './config-bindings.ts'
import { toChild, toChildren, toWord, walkSyntax } from './syntax-node.ts'
import type { SyntaxNode } from './syntax-node.ts'
import { toInserted, toListInsertions } from './text-insertion.ts'
import type { TextInsertion } from './text-insertion.ts'
import { toTextStyle } from './text-style.ts'
import type { TextStyle } from './text-style.ts'

/** Reads a config file; `undefined` for one that it cannot read. */
export type ConfigParser = (text: string) => SyntaxNode | undefined

export type ConfigEdit =
  | { readonly type: 'edited'; readonly text: string }
  /** The plugin is in it. */
  | { readonly type: 'there' }
  /** Not understood with certainty: a person has to do it. */
  | { readonly type: 'refused'; readonly reason: string }

const SOURCE = 'footlight/vite'
const MARK = '\uFEFF'

/** The plugin where no `import` can stand: Vite waits for what is promised in its list. */
export const deferredPlugin: string = `import('${SOURCE}').then(({ footlight }) => footlight())`

/**
 * A config file with the plugin in it, and everything else as it was, to the byte. `isDeferred`: the file
 * is loaded in a way that takes no ES module.
 */
export function toConfigWithPlugin(
  whole: string,
  parse: ConfigParser,
  path: readonly string[],
  isDeferred = false,
): ConfigEdit {
  const mark = whole.startsWith(MARK) ? MARK : ''
  const text = whole.slice(mark.length)
  const program = parse(text)
  if (program === undefined) return refused('it cannot be read')
  const found = findConfigObjects(program)
  const uses = findUses(program)
  if (uses.isCalled) return { type: 'there' }
  if (!found.ok) return refused(found.reason)
  const name = uses.name ?? 'footlight'
  if (uses.name === undefined && !isDeferred && found.bindings.taken.has(name)) {
    return refused(`\`${name}\` is something else in it`)
  }
  const style = toTextStyle(text)
  const isImported = uses.name !== undefined || isDeferred
  const insertions = isImported ? [] : [toImport(text, program, style)]
  const call =
    uses.name === undefined && isDeferred
      ? deferredPlugin.replaceAll("'", style.quote)
      : `${name}()`
  for (const object of found.objects) {
    const added = addTo(text, object, path, call, found.bindings, style)
    if (typeof added === 'string') return refused(added)
    insertions.push(...added)
  }
  const edited = toInserted(text, insertions)
  return isWhole(parse(edited), path)
    ? { type: 'edited', text: mark + edited }
    : refused('what it would become cannot be vouched for')
}

function refused(reason: string): ConfigEdit {
  return { type: 'refused', reason }
}

/** What is to be put in so that the object has the plugin, or why that cannot be told. */
function addTo(
  text: string,
  object: SyntaxNode,
  [key = '', ...rest]: readonly string[],
  call: string,
  bindings: ConfigBindings,
  style: TextStyle,
): readonly TextInsertion[] | string {
  const properties = toChildren(object, 'properties')
  const at = properties.findIndex((each) => isProperty(each, key))
  const later = at === -1 ? properties : properties.slice(at + 1)
  if (later.some(({ type }) => type === 'SpreadElement')) {
    return `what is spread into its object may hold \`${key}\` too`
  }
  const property = properties[at]
  if (property === undefined) {
    if (properties.some((each) => toWord(toChild(each, 'key')) === key))
      return `its \`${key}\` is made`
    const item = rest.reduceRight((inner, name) => `{ ${name}: ${inner} }`, `[${call}]`)
    return toListInsertions(text, object, properties.at(-1), `${key}: ${item}`, style)
  }
  const value = toValue(toChild(property, 'value'), bindings)
  if (rest.length > 0) {
    return value?.type === 'ObjectExpression'
      ? addTo(text, value, rest, call, bindings, style)
      : `its \`${key}\` is no plain object`
  }
  const list = toList(value)
  return list === undefined
    ? `its \`${key}\` is no plain list`
    : toListInsertions(text, list, toChildren(list, 'elements').at(-1), call, style)
}

function isProperty(node: SyntaxNode, key: string): boolean {
  return (
    node.type === 'Property' &&
    node.fields['computed'] !== true &&
    node.fields['method'] !== true &&
    node.fields['kind'] === 'init' &&
    toWord(toChild(node, 'key')) === key
  )
}

function toValue(node: SyntaxNode | undefined, bindings: ConfigBindings): SyntaxNode | undefined {
  const value = toBareValue(node)
  if (value?.type !== 'Identifier') return value
  return toBareValue(bindings.constants.get(toWord(value) ?? ''))
}

/** A list in brackets, or one that falsy plugins are taken out of. */
function toList(node: SyntaxNode | undefined): SyntaxNode | undefined {
  if (node?.type === 'ArrayExpression') return node
  const callee = node?.type === 'CallExpression' ? toChild(node, 'callee') : undefined
  const [parameter, ...others] = toChildren(node, 'arguments')
  const isFilter =
    toWord(toChild(callee, 'property')) === 'filter' &&
    toWord(parameter) === 'Boolean' &&
    others.length === 0
  const list = toBareValue(toChild(callee, 'object'))
  return isFilter && list?.type === 'ArrayExpression' ? list : undefined
}

interface Uses {
  /** What the plugin is called in the file. */
  readonly name: string | undefined
  readonly isCalled: boolean
}

function findUses(program: SyntaxNode): Uses {
  const name = findImported(program)
  return { name, isCalled: [...walkSyntax(program)].some((node) => isUse(node, name)) }
}

/** It is called, or what it promises is. */
function isUse(node: SyntaxNode, name: string | undefined): boolean {
  if (node.type === 'ImportExpression') return toWord(toChild(node, 'source')) === SOURCE
  return (
    name !== undefined && node.type === 'CallExpression' && toWord(toChild(node, 'callee')) === name
  )
}

function findImported(program: SyntaxNode): string | undefined {
  for (const statement of toChildren(program, 'body')) {
    if (toWord(toChild(statement, 'source')) === SOURCE) {
      const imported = toChildren(statement, 'specifiers').find(
        (each) => toWord(toChild(each, 'imported')) === 'footlight',
      )
      if (imported !== undefined) return toWord(toChild(imported, 'local'))
    }
    for (const variable of toChildren(statement, 'declarations')) {
      if (toRequired(toChild(variable, 'init')) !== SOURCE) continue
      const property = toChildren(toChild(variable, 'id'), 'properties').find((each) =>
        isProperty(each, 'footlight'),
      )
      if (property !== undefined) return toWord(toChild(property, 'value'))
    }
  }
  return undefined
}

/** Read again, every object that may be the config has the plugin in its list. */
function isWhole(program: SyntaxNode | undefined, path: readonly string[]): boolean {
  const found = program === undefined ? undefined : findConfigObjects(program)
  if (found?.ok !== true || program === undefined) return false
  const name = findImported(program)
  return found.objects.every((object) => {
    let value: SyntaxNode | undefined = object
    for (const key of path) {
      const property = toChildren(value, 'properties').findLast((each) => isProperty(each, key))
      value = toValue(toChild(property, 'value'), found.bindings)
    }
    return toChildren(toList(value), 'elements').some((each) =>
      [...walkSyntax(each, ({ type }) => type !== 'ArrayExpression')].some((node) =>
        isUse(node, name),
      ),
    )
  })
}

function toImport(
  text: string,
  program: SyntaxNode,
  { lineEnd, quote, semicolon }: TextStyle,
): TextInsertion {
  const statements = toChildren(program, 'body')
  const isCommon = statements.some((each) =>
    isModuleExports(toChild(toChild(each, 'expression'), 'left')),
  )
  const from = `${quote}${SOURCE}${quote}`
  const line = isCommon
    ? `const { footlight } = require(${from})${semicolon}`
    : `import { footlight } from ${from}${semicolon}`
  const last = statements.findLast((each) =>
    isCommon
      ? toChildren(each, 'declarations').some(
          (one) => toRequired(toChild(one, 'init')) !== undefined,
        )
      : each.type === 'ImportDeclaration',
  )
  if (last !== undefined) {
    const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(last.end))?.[0] ?? ''
    return { at: last.end + rest.length, text: `${lineEnd}${line}` }
  }
  return { at: toTop(text), text: `${line}${lineEnd}${lineEnd}` }
}

/** What has to be first, or is about the whole file: `#!`, `'use strict'`, comments that tools read. */
const FIRST =
  /^(?:#!|\/\/\/|\/\/ *(?:@ts-|eslint|oxlint)|\/\* *(?:eslint|oxlint)[^*]*\*\/|["']use strict["']|\s*$)/

function toTop(text: string): number {
  let at = 0
  for (const line of text.split(/(?<=\n)/)) {
    if (!FIRST.test(line)) break
    at += line.length
  }
  return at
}
