/** What is left alone by the shell of Windows. */
const PLAIN = /^[\w.:/\\@=+-]+$/

/** One line for `cmd.exe`, in which each word stays the word it is. */
export function toShellCommand(words: readonly string[]): string {
  return words.map(toWord).join(' ')
}

/** @see https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments */
function toWord(word: string): string {
  if (PLAIN.test(word)) return word
  const quoted = word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')
  return `"${quoted}"`.replace(/[()%!^"<>&|]/g, '^$&')
}
