/** A node of a syntax tree (ESTree), read and not trusted: parsers differ in what else a node holds. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly fields: Readonly<Record<string, unknown>>
}

export function readSyntaxNode(value: unknown): SyntaxNode | undefined {
  if (!isFields(value)) return undefined
  const { type, start, end } = value
  if (typeof type !== 'string' || typeof start !== 'number' || typeof end !== 'number') return
  return { type, start, end, fields: value }
}

export function toChild(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return readSyntaxNode(node?.fields[key])
}

export function toChildren(node: SyntaxNode | undefined, key: string): readonly SyntaxNode[] {
  const value = node?.fields[key]
  return Array.isArray(value) ? value.flatMap((each: unknown) => readSyntaxNode(each) ?? []) : []
}

/** What an identifier or a string in quotes says. */
export function toWord(node: SyntaxNode | undefined): string | undefined {
  const word = node?.type === 'Identifier' ? node.fields['name'] : node?.fields['value']
  return typeof word === 'string' ? word : undefined
}

/** The node and everything below it, where `isEntered` does not stop it. */
export function* walkSyntax(
  root: SyntaxNode,
  isEntered: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  const waiting = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    if (node !== root && !isEntered(node)) continue
    for (const value of Object.values(node.fields)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        const child = readSyntaxNode(each)
        if (child !== undefined) waiting.push(child)
      }
    }
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
