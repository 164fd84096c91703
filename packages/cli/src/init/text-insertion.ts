import type { SyntaxNode } from './syntax-node.ts'
import type { TextStyle } from './text-style.ts'

/** Text that is put in at a place, before what stands there. */
export interface TextInsertion {
  readonly at: number
  readonly text: string
}

/** Two that say the same of one place are one. */
export function toInserted(text: string, insertions: readonly TextInsertion[]): string {
  const unique = new Map(insertions.map((each) => [`${each.at} ${each.text}`, each]))
  const parts: string[] = []
  let end = text.length
  for (const each of [...unique.values()].toSorted((a, b) => b.at - a.at)) {
    parts.push(text.slice(each.at, end), each.text)
    end = each.at
  }
  return [...parts, text.slice(0, end)].toReversed().join('')
}

/** Where something stands. */
export type TextSpan = Pick<SyntaxNode, 'start' | 'end'>

/** Adds one to the end of what stands in brackets: on lines of its own where the others have them. */
export function toListInsertions(
  text: string,
  list: TextSpan,
  last: TextSpan | undefined,
  item: string,
  { indent, lineEnd, lastComma }: TextStyle,
): readonly TextInsertion[] {
  const inline = item.replace(/\n\s*/g, ' ')
  const toBlock = (inner: string): string => inner + item.replaceAll('\n', () => lineEnd + inner)
  const close = list.end - 1
  const line = text.lastIndexOf('\n', close - 1) + 1
  const before = text.slice(line, close)
  const isOnOwnLine = line > list.start && before.trim() === ''
  if (last === undefined) {
    if (isOnOwnLine) {
      return [{ at: line, text: `${toBlock(before + indent)}${lastComma}${lineEnd}` }]
    }
    if (text[close] === ']' || text.slice(list.start + 1, close).trim() !== '') {
      return [{ at: close, text: inline }]
    }
    const outer = toLineIndent(text, list.start)
    const block = `${toBlock(outer + indent)}${lastComma}`
    return [{ at: close, text: `${lineEnd}${block}${lineEnd}${outer}` }]
  }
  const rest = toUncommented(text.slice(last.end, close)).trimEnd()
  const hasComma = rest.endsWith(',')
  // Not where the last one ends: what is around it, or its type, is no part of it for every parser.
  const end = last.end + rest.length
  if (!isOnOwnLine) return [{ at: end, text: hasComma ? ` ${inline},` : `, ${inline}` }]
  const inner = isFirstOfLine(text, last.start)
    ? toLineIndent(text, last.start)
    : `${before}${indent}`
  return hasComma
    ? [{ at: line, text: `${toBlock(inner)},${lineEnd}` }]
    : [
        { at: end, text: ',' },
        { at: line, text: `${toBlock(inner)}${lineEnd}` },
      ]
}

function toLineIndent(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1
  return /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? ''
}

function isFirstOfLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === ''
}

/** Spaces where comments are: there are commas in them too. */
function toUncommented(text: string): string {
  return text.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, (comment) => ' '.repeat(comment.length))
}
