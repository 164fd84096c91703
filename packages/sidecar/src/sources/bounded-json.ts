/**
 * Text of ten megabytes can say five million values, which take thirty times as much. A thread that
 * runs out of memory ends alone, but a list that does not fit into what is left of it ends the whole
 * process: V8 asks for no second chance when it grows one.
 */
const VALUE_LIMIT = 1_000_000

export type BoundedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }

/** JSON of few values, however long they are. Never throws. */
export function readBoundedJson(text: string): BoundedJson {
  if (hasTooManyValues(text)) return { ok: false, reason: `it has more than ${VALUE_LIMIT} values` }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch {
    return { ok: false, reason: 'it is not JSON' }
  }
}

const quote = 34
const comma = 44
const bracket = 91
const brace = 123

/** Counts what stands outside of strings. */
function hasTooManyValues(text: string): boolean {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = findStringEnd(text, at)
    else if (code === comma || code === bracket || code === brace) count++
    if (count > VALUE_LIMIT) return true
  }
  return false
}

function findStringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}
