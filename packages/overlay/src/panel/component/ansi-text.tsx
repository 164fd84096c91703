import type { ComponentChildren } from 'preact'
import { hasAnsi, toAnsiPieces } from './ansi.ts'

/** Text of a program, its terminal colours drawn with ours. */
export function AnsiText({ text }: { readonly text: string }): ComponentChildren {
  if (!hasAnsi(text)) return text
  return toAnsiPieces(text).map((piece, index) =>
    piece.classes.length === 0 ? (
      piece.text
    ) : (
      <span key={index} class={piece.classes.join(' ')}>
        {piece.text}
      </span>
    ),
  )
}
