import type { VNode } from 'preact'
import type { SourceExcerpt, TokenClass } from 'protocol'

const COLORS: Readonly<Record<TokenClass, string | undefined>> = {
  keyword: 'c-k',
  string: 'c-s',
  number: 'c-n',
  comment: 'c-c',
  function: 'c-f',
  type: 'c-t',
  variable: undefined,
  property: 'c-p',
  punctuation: undefined,
  plain: undefined,
}

export interface CodeLinesProps {
  readonly excerpt: SourceExcerpt
  /** From 1, in the failing line. */
  readonly column?: number | undefined
  /** Numbers of lines that the last save touched. */
  readonly edited?: ReadonlySet<number>
}

/** Source around a failing line, coloured by the sidecar's tokens; the column is underlined. */
export function CodeLines({ excerpt, column, edited }: CodeLinesProps): VNode {
  return (
    <div class="fl-code" role="group" aria-label="Source" tabIndex={0}>
      {excerpt.lines.map((line, index) => {
        const number = excerpt.first + index
        const isFailing = index === excerpt.failing
        const classes = ['ln', isFailing ? 'err' : '', edited?.has(number) === true ? 'you' : '']
        const at = isFailing && column !== undefined ? column - 1 - excerpt.cut : undefined
        return (
          <div key={number} class={classes.filter(Boolean).join(' ')}>
            <i>{number}</i>
            <span>
              {isFailing && excerpt.cut > 0 ? '…' : null}
              {toMarked(line, at).map(([text, kind, isHit], piece) => (
                <span
                  key={piece}
                  class={[COLORS[kind], isHit ? 'hit' : ''].filter(Boolean).join(' ')}
                >
                  {text}
                </span>
              ))}
            </span>
          </div>
        )
      })}
    </div>
  )
}

type MarkedToken = readonly [string, TokenClass, boolean]

/** Which piece the column stands in; an SDK counts blanks before a token to it. */
export function toMarked(
  line: SourceExcerpt['lines'][number],
  at: number | undefined,
): readonly MarkedToken[] {
  let start = 0
  let isFound = at === undefined
  return line.flatMap(([text, kind]) => {
    const end = start + text.length
    const isHit = !isFound && at !== undefined && at < end && text.trim() !== ''
    start = end
    if (!isHit) return [[text, kind, false] as const]
    isFound = true
    const word = text.trimEnd()
    const rest = text.slice(word.length)
    return rest === ''
      ? [[word, kind, true] as const]
      : [[word, kind, true] as const, [rest, kind, false] as const]
  })
}
