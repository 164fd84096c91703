import { toConfigBindings } from './config-bindings.ts'
import type { ConfigBindings } from './config-bindings.ts'
import { toChild, toChildren, toWord, walkSyntax } from './syntax-node.ts'
import type { SyntaxNode } from './syntax-node.ts'

/** Every object that a config file may export as its config, or why that cannot be told. */
export type FoundConfig =
  | {
      readonly ok: true
      readonly objects: readonly SyntaxNode[]
      readonly bindings: ConfigBindings
    }
  | { readonly ok: false; readonly reason: string }

/** Functions that give back the config they are given. Whoever else is called may make another of it. */
const DEFINERS = new Set([
  'vite defineConfig',
  'rolldown-vite defineConfig',
  'vitest/config defineConfig',
  'astro/config defineConfig',
  'nuxt/config defineNuxtConfig',
  'vitepress defineConfig',
  'vitepress defineConfigWithTheme',
  '@solidjs/start/config defineConfig',
])

/** What Nuxt's config may call without importing it. */
const GLOBAL_DEFINER = 'defineNuxtConfig'

const FUNCTION = /^(?:ArrowFunction|Function)(?:Expression|Declaration)$/

/** As many constants, calls and functions as may stand between the export and its object. */
const MOST_STEPS = 20

export function findConfigObjects(program: SyntaxNode): FoundConfig {
  const exported = findExported(program)
  if (exported === undefined) return { ok: false, reason: 'it has no default export' }
  const bindings = toConfigBindings(program)
  const objects: SyntaxNode[] = []
  const reason = follow(exported, 0)
  if (reason !== undefined) return { ok: false, reason }
  return {
    ok: true,
    objects: [...new Map(objects.map((each) => [each.start, each])).values()],
    bindings,
  }

  /** Why it is no object; `undefined` where it is. */
  function follow(node: SyntaxNode | undefined, steps: number): string | undefined {
    const value = toBareValue(node)
    if (value === undefined || steps > MOST_STEPS) return 'it exports no object'
    if (value.type === 'ObjectExpression') {
      objects.push(value)
      return undefined
    }
    if (FUNCTION.test(value.type)) return followFunction(value, steps)
    if (value.type === 'ConditionalExpression') {
      return (
        follow(toChild(value, 'consequent'), steps + 1) ??
        follow(toChild(value, 'alternate'), steps + 1)
      )
    }
    if (value.type === 'CallExpression') {
      const called = toWord(toChild(value, 'callee'))
      if (!isDefiner(called))
        return `what \`${called ?? 'a call'}\` makes of its config is not known`
      return follow(toChildren(value, 'arguments')[0], steps + 1)
    }
    if (value.type !== 'Identifier') return 'it exports no object'
    const name = toWord(value) ?? ''
    const constant = bindings.constants.get(name)
    return constant === undefined
      ? `what \`${name}\` is cannot be told from the file alone`
      : follow(constant, steps + 1)
  }

  function followFunction(node: SyntaxNode, steps: number): string | undefined {
    const body = toChild(node, 'body')
    if (body?.type !== 'BlockStatement') return follow(body, steps + 1)
    const returns = [...walkSyntax(body, ({ type }) => !FUNCTION.test(type))].filter(
      ({ type }) => type === 'ReturnStatement',
    )
    if (returns.length === 0) return 'its function returns nothing'
    for (const each of returns) {
      const reasonOfOne = follow(toChild(each, 'argument'), steps + 1)
      if (reasonOfOne !== undefined) return reasonOfOne
    }
    return undefined
  }

  function isDefiner(called: string | undefined): boolean {
    if (called === undefined) return false
    const from = bindings.imports.get(called)
    if (from === undefined) return called === GLOBAL_DEFINER && !bindings.taken.has(called)
    return DEFINERS.has(`${from.source} ${from.name}`)
  }
}

function findExported(program: SyntaxNode): SyntaxNode | undefined {
  const values = toChildren(program, 'body').flatMap((statement): readonly SyntaxNode[] => {
    if (statement.type === 'ExportDefaultDeclaration') {
      const declaration = toChild(statement, 'declaration')
      return declaration === undefined ? [] : [declaration]
    }
    const expression = toChild(statement, 'expression')
    const right = toChild(expression, 'right')
    return isModuleExports(toChild(expression, 'left')) && right !== undefined ? [right] : []
  })
  return values.length === 1 ? values[0] : undefined
}

export function isModuleExports(node: SyntaxNode | undefined): boolean {
  return (
    node?.type === 'MemberExpression' &&
    toWord(toChild(node, 'object')) === 'module' &&
    toWord(toChild(node, 'property')) === 'exports'
  )
}

/** Without the brackets and types around it. */
export function toBareValue(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const around = /^(?:TS(?:Satisfies|As|NonNull)|Parenthesized)Expression$|^TSTypeAssertion$/
  let value = node
  while (value !== undefined && around.test(value.type)) value = toChild(value, 'expression')
  return value
}
