/** What a table has for a word of telemetry, which may be `constructor` or not be there. */
export function lookUp<T>(
  table: Readonly<Record<string, T>>,
  word: string | undefined,
): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined
}
