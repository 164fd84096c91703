import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { Node, ParseError } from 'jsonc-parser'
import { toInserted, toListInsertions } from './text-insertion.ts'
import type { TextSpan } from './text-insertion.ts'
import { toTextStyle } from './text-style.ts'

export type JsonEdit =
  | { readonly type: 'edited'; readonly text: string }
  | { readonly type: 'there' }
  | { readonly type: 'unreadable' }

const MARK = '\uFEFF'

/** A JSON file, with comments or without, with one entry more in an object of it, and the rest as it was. */
export function toJsonWithEntry(
  whole: string,
  place: readonly string[],
  name: string,
  value: unknown,
): JsonEdit {
  const mark = whole.startsWith(MARK) ? MARK : ''
  const text = whole.slice(mark.length)
  const root = toTree(text)
  if (root === undefined) return { type: 'unreadable' }
  if (findNodeAtLocation(root, [...place, name]) !== undefined) return { type: 'there' }
  const steps = [...place, name]
  let object = root
  let key = steps.shift()
  for (;;) {
    const next = key === undefined ? undefined : findNodeAtLocation(object, [key])
    if (next === undefined) break
    object = next
    key = steps.shift()
  }
  if (object.type !== 'object' || key === undefined) return { type: 'unreadable' }
  const entry = steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value)
  const style = { ...toTextStyle(text), lastComma: '' as const }
  const lines = JSON.stringify({ [key]: entry }, undefined, style.indent)
    .split('\n')
    .slice(1, -1)
  const item = lines.map((line) => line.slice(style.indent.length)).join('\n')
  const last = object.children?.at(-1)
  const insertions = toListInsertions(text, toSpan(object), last && toSpan(last), item, style)
  const edited = toInserted(text, insertions)
  const after = toTree(edited)
  return after !== undefined && findNodeAtLocation(after, [...place, name]) !== undefined
    ? { type: 'edited', text: mark + edited }
    : { type: 'unreadable' }
}

/** The same with another string in the place of one. */
export function toJsonWithString(whole: string, place: readonly string[], value: string): JsonEdit {
  const mark = whole.startsWith(MARK) ? MARK : ''
  const text = whole.slice(mark.length)
  const root = toTree(text)
  const node = root && findNodeAtLocation(root, [...place])
  if (node?.type !== 'string') return { type: 'unreadable' }
  if (node.value === value) return { type: 'there' }
  const { start, end } = toSpan(node)
  return {
    type: 'edited',
    text: `${mark}${text.slice(0, start)}${JSON.stringify(value)}${text.slice(end)}`,
  }
}

function toTree(text: string): Node | undefined {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  return errors.length === 0 && tree?.type === 'object' ? tree : undefined
}

function toSpan({ offset, length }: Node): TextSpan {
  return { start: offset, end: offset + length }
}
