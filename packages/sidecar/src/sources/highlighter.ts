import type { SourceToken, TokenClass } from 'protocol'
import type { HighlighterCore, ThemedToken } from 'shiki/core'
import { toOpening } from './excerpt-opening.ts'
import { toLanguage } from './languages.ts'
import type { Language } from './languages.ts'
import { toTokenClass, tokenTheme } from './token-theme.ts'

/** One list for each line. */
export type TokenLines = readonly (readonly SourceToken[])[]

/** Meant for a thread of its own: the first excerpt in TypeScript takes 600 ms, and no regular expression can be stopped. */
export interface Highlighter {
  /** `language` may be a name, an ending or a path. What it does not know, it answers plain. */
  readonly highlight: (lines: readonly string[], language: string) => Promise<TokenLines>
  readonly close: () => void
}

const CODE_LIMIT = 200_000
const LINE_LIMIT = 2000

export function createHighlighter(): Highlighter {
  let starting: Promise<HighlighterCore> | undefined

  const tokenize = async (code: string, language: Language): Promise<TokenLines> => {
    starting ??= startShiki()
    const shiki = await starting
    await shiki.loadLanguage(language.load)
    const opening = toOpening(code, language.name)
    const lines = shiki.codeToTokensBase(opening === undefined ? code : `${opening}\n${code}`, {
      lang: language.name,
      theme: tokenTheme,
      tokenizeMaxLineLength: LINE_LIMIT + 1,
      // Counted from the first line's start, where the grammar is still being compiled.
      tokenizeTimeLimit: 0,
    })
    return lines.slice(opening === undefined ? 0 : 1).map(toTokens)
  }

  return {
    highlight: async (lines, name) => {
      const code = lines.join('\n')
      const language = code.length > CODE_LIMIT ? undefined : toLanguage(name)
      if (!language) return toPlainLines(lines)
      try {
        const tokens = await tokenize(code, language)
        // A line that an SDK sent may hold a line's end.
        return tokens.length === lines.length ? tokens : toPlainLines(lines)
      } catch {
        // A grammar's expression that this engine cannot run: the code is worth more than its colours.
        return toPlainLines(lines)
      }
    },
    close: () => {
      void starting?.then((shiki) => shiki.dispose())
      starting = undefined
    },
  }
}

export function toPlainLines(lines: readonly string[]): TokenLines {
  return lines.map((line) => (line === '' ? [] : [[line, 'plain']]))
}

async function startShiki(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
  ])
  return createHighlighterCore({
    langs: [],
    themes: [tokenTheme],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
}

/** Neighbours of one class become one token; white space joins either. */
function toTokens(line: readonly ThemedToken[]): readonly SourceToken[] {
  const tokens: [string, TokenClass][] = []
  for (const { content, color } of line) {
    const name = toTokenClass(color)
    const last = tokens.at(-1)
    if (last && (last[1] === name || content.trim() === '')) last[0] += content
    else tokens.push([content, name])
  }
  return tokens
}
