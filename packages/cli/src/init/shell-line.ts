/** What a shell takes for nothing but itself. */
const PLAIN = /^[\w@%+=:,./-]+$/

/** Words as a line to paste into a shell, where a folder may be called anything. */
export function toShellLine(words: readonly string[]): string {
  return words
    .map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ')
}
