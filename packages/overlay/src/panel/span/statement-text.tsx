import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { toReadable } from './span-facts.ts'
import type { SpanStatement } from './span-facts.ts'

const PIECES =
  /('(?:[^']|'')*')|(--.*|\/\*[\s\S]*?\*\/)|\b(\d+(?:\.\d+)?)\b|(\?|\$\d+|:\w+)|\b(select|from|where|and|or|not|in|is|null|insert|into|values|update|set|delete|join|left|right|inner|outer|on|as|order|group|by|having|limit|offset|union|all|distinct|case|when|then|else|end|create|table|index|with|returning|like|between|exists|asc|desc|begin|commit|rollback|query|mutation|fragment)\b/gi

const CLASSES = ['c-s', 'c-c', 'c-n', 'c-n', 'c-k'] as const

/** A statement over several lines, its words told apart. */
export function StatementText({ statement }: { readonly statement: SpanStatement }): VNode {
  const [text, setText] = useState(statement.text)
  useEffect(() => {
    let isCurrent = true
    setText(statement.text)
    const read = async (): Promise<void> => {
      const readable = await toReadable(statement)
      if (isCurrent) setText(readable)
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [statement.text, statement.language])
  return (
    <pre class="fl-code fl-statement" tabIndex={0} aria-label="Statement">
      {toPieces(text).map(([piece, kind], index) => (
        <span key={index} class={kind}>
          {piece}
        </span>
      ))}
    </pre>
  )
}

/** Longer ones are not coloured: it would take longer than reading them. */
const COLOUR_LIMIT = 20_000

function toPieces(text: string): readonly (readonly [string, string | undefined])[] {
  if (text.length > COLOUR_LIMIT) return [[text, undefined]]
  const pieces: (readonly [string, string | undefined])[] = []
  let at = 0
  for (const match of text.matchAll(PIECES)) {
    if (match.index > at) pieces.push([text.slice(at, match.index), undefined])
    const kind = match.slice(1).findIndex((group) => group !== undefined)
    pieces.push([match[0], CLASSES[kind]])
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push([text.slice(at), undefined])
  return pieces
}
