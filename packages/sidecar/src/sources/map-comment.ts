/** What `//# sourceMappingURL=` says at a script's end, also in its old form `//@`. */
export function readMapAddress(text: string): string | undefined {
  return readEndComment(text, 'sourceMappingURL')
}

/** @see https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md */
export function readDebugId(text: string): string | undefined {
  return readEndComment(text.slice(-2 * END_LIMIT), 'debugId')?.toLowerCase()
}

/** Comments that stand after one another at the end of a script, and not much else does. */
const END_LIMIT = 4096

/**
 * Only the last one counts, and only where nothing but comments follows: bundlers and this very file
 * hold the words in strings of their code.
 */
function readEndComment(text: string, key: string): string | undefined {
  const at = text.lastIndexOf(`${key}=`)
  if (at === -1 || !/\/\/[#@][ \t]+$/.test(text.slice(Math.max(0, at - 8), at))) return undefined
  const from = at + key.length + 1
  const newline = text.slice(from).search(/[\r\n]/)
  const end = newline === -1 ? text.length : from + newline
  const rest = text.slice(end)
  if (rest.length > END_LIMIT || !rest.split(/[\r\n]+/).every(isBlankOrComment)) return undefined
  const value = text.slice(from, end).trim()
  return value === '' || /[\s'"`]/.test(value) ? undefined : value
}

function isBlankOrComment(line: string): boolean {
  const text = line.trimStart()
  return text === '' || text.startsWith('//')
}
