/** How a file is written, so that what is added to it looks the same. */
export interface TextStyle {
  readonly lineEnd: '\n' | '\r\n'
  readonly indent: string
  readonly quote: "'" | '"'
  readonly semicolon: '' | ';'
  /** After the last of a list that has a line for each. JSON has none. */
  readonly lastComma: '' | ','
}

export function toTextStyle(text: string): TextStyle {
  return {
    lineEnd: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    indent: toIndent(text),
    quote: count(text, /"/g) > count(text, /'/g) ? '"' : "'",
    semicolon: /;[ \t]*(?:\/\/.*)?$/m.test(text) ? ';' : '',
    lastComma: ',',
  }
}

/** The smallest step that a line is moved in by; ` *` of a comment is none. */
function toIndent(text: string): string {
  let least = Infinity
  for (const [, step = ''] of text.matchAll(/^(\t| +)(?=[^\s*])/gm)) {
    if (step === '\t') return '\t'
    if (step.length > 1) least = Math.min(least, step.length)
  }
  return ' '.repeat(least === Infinity ? 2 : least)
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}
