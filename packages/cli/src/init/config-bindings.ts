import { toChild, toChildren, toWord, walkSyntax } from './syntax-node.ts'
import type { SyntaxNode } from './syntax-node.ts'

/** What a name of a config file stands for. */
export interface ConfigBindings {
  /** By the name it has here: `import { name as here } from 'source'`, or `require` of it. */
  readonly imports: ReadonlyMap<string, { readonly source: string; readonly name: string }>
  /** What constants are set to: those whose name is declared once, and of which no part is set later. */
  readonly constants: ReadonlyMap<string, SyntaxNode>
  readonly taken: ReadonlySet<string>
}

export function toConfigBindings(program: SyntaxNode): ConfigBindings {
  const imports = new Map<string, { readonly source: string; readonly name: string }>()
  const constants = new Map<string, SyntaxNode>()
  const taken = new Set<string>()
  const unclear = new Set<string>()
  for (const node of walkSyntax(program)) {
    switch (node.type) {
      case 'ImportDeclaration':
        addImports(node)
        break
      case 'VariableDeclaration':
        for (const each of toChildren(node, 'declarations')) addVariable(node, each)
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        take(toWord(toChild(node, 'id')))
        break
      case 'AssignmentExpression':
        addUnclear(toChild(node, 'left'))
        break
      default:
    }
  }
  for (const name of unclear) constants.delete(name)
  return { imports, constants, taken }

  function addImports(node: SyntaxNode): void {
    const source = toWord(toChild(node, 'source')) ?? ''
    for (const specifier of toChildren(node, 'specifiers')) {
      const here = toWord(toChild(specifier, 'local'))
      if (here === undefined) continue
      take(here)
      imports.set(here, { source, name: toWord(toChild(specifier, 'imported')) ?? 'default' })
    }
  }

  function addVariable(declaration: SyntaxNode, variable: SyntaxNode): void {
    const id = toChild(variable, 'id')
    const value = toChild(variable, 'init')
    if (id?.type === 'ObjectPattern') {
      const source = toRequired(value)
      for (const property of toChildren(id, 'properties')) {
        const here = toWord(toChild(property, 'value'))
        take(here)
        if (here === undefined || source === undefined) continue
        imports.set(here, { source, name: toWord(toChild(property, 'key')) ?? here })
      }
      return
    }
    const name = toWord(id)
    if (name === undefined) return
    const isConstant = declaration.fields['kind'] === 'const' && value !== undefined
    if (taken.has(name) || !isConstant) unclear.add(name)
    else constants.set(name, value)
    take(name)
  }

  function addUnclear(target: SyntaxNode | undefined): void {
    let object = target
    while (object?.type === 'MemberExpression') object = toChild(object, 'object')
    const name = toWord(object)
    if (name !== undefined && object !== target) unclear.add(name)
  }

  function take(name: string | undefined): void {
    if (name !== undefined) taken.add(name)
  }
}

/** What `require('…')` asks for. */
export function toRequired(node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'CallExpression' || toWord(toChild(node, 'callee')) !== 'require') return
  return toWord(toChildren(node, 'arguments')[0])
}
