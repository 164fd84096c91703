import { toIndent } from './indent.ts'

/** Texts, comments, `...`, names, and every other sign by itself. */
const TOKENS = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|\.\.\.|[\w$]+|\S/g

/**
 * A GraphQL document with a field on each line. Tools send it as one; arguments stay beside their
 * field, and what is no document comes out with its words in their order.
 */
export function toGraphqlText(text: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  let inner = 0
  let before = ''
  let beforeThat = ''

  const end = (): void => {
    if (line !== '') lines.push(toIndent(depth) + line)
    line = ''
  }
  const add = (token: string): void => {
    const isSpread = before === '...' && token !== 'on'
    const isTight = line === '' || isSpread || OPENS.has(before) || CLOSES.has(token)
    line += isTight ? token : ` ${token}`
  }

  for (const [token] of text.matchAll(TOKENS)) {
    if (token === ',' && inner === 0) continue
    if (token.startsWith('#')) {
      end()
      line = token
      end()
    } else if (inner > 0 || token === '(' || token === '[') {
      if (token === '(' || token === '[' || token === '{') inner += 1
      if (token === ')' || token === ']' || token === '}') inner -= 1
      if (token === '(') line += token
      else add(token)
    } else if (token === '{') {
      add(token)
      end()
      depth += 1
    } else if (token === '}') {
      end()
      depth = Math.max(depth - 1, 0)
      line = token
      end()
    } else {
      const isGoingOn =
        depth === 0 || GOES_ON.has(before) || (before === 'on' && beforeThat === '...')
      if (!isGoingOn && !STAYS.has(token)) end()
      add(token)
    }
    beforeThat = before
    before = token
  }
  end()
  return lines.join('\n')
}

/** Nothing stands between these and what follows, */
const OPENS: ReadonlySet<string> = new Set(['(', '[', '{', '@'])

/** and nothing between these and what they follow. */
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}', ':', '!', ','])

/** These belong to the field before them, */
const STAYS: ReadonlySet<string> = new Set([':', '@', '=', '!'])

/** and what follows these to the same field. */
const GOES_ON: ReadonlySet<string> = new Set([':', '@', '=', '...'])
