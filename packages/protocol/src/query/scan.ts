/** `\` escapes these three and is itself everywhere else, so that `C:\temp` and `\d` need no care. */
const ESCAPED = /\\([\\"*])/g

const KEY = /[A-Za-z_][\w.-]*/y
const FUNCTION = /[A-Za-z_]\w*(?=\()/y
const BARE_TAG = /tags\[[^\s"[\]()]+\]/y
const BLANK = /\s+/y

/** What a value or key says: the text meant by its raw form, stars as they are. */
export function toLiteral(raw: string): string {
  return raw.replace(ESCAPED, '$1')
}

/** A text as a raw form that means exactly it. */
export function toEscaped(text: string): string {
  return text.replace(/[\\"*]/g, '\\$&')
}

/** A raw form in quotes: only what would end them is escaped, a regular expression stays as it is. */
export function toQuoted(raw: string): string {
  const inside = raw.replace(/\\[^]|\\$|"/g, (found) => (found.length === 2 ? found : `\\${found}`))
  return `"${inside}"`
}

export function isBareKey(text: string): boolean {
  return text !== '' && endOfBareKey(text, 0) === text.length
}

export function isBareTag(text: string): boolean {
  const whole = `tags[${text}]`
  return endOf(BARE_TAG, whole, 0) === whole.length
}

/** `level:`, a key that has yet to get its value. */
export function isKeyAlone(word: string): boolean {
  return word.length > 1 && endOfKey(word, 0) === word.length - 1 && word.endsWith(':')
}

/** Where a blank at `at` ends; this and its kin answer `at` when there is none. */
export function endOfBlank(text: string, at: number): number {
  return endOf(BLANK, text, at)
}

function endOfBareKey(text: string, at: number): number {
  return endOf(KEY, text, at)
}

export function endOfFunctionName(text: string, at: number): number {
  return endOf(FUNCTION, text, at)
}

/** Behind `key`, `"any key"`, `tags[key]` or `tags["any key"]`. */
export function endOfKey(text: string, at: number): number {
  if (text.charAt(at) === '"') return endOfQuoted(text, at) ?? at
  if (!text.startsWith('tags[', at)) return endOfBareKey(text, at)
  const bare = endOf(BARE_TAG, text, at)
  if (bare > at) return bare
  const quote = at + 'tags['.length
  const end = text.charAt(quote) === '"' ? endOfQuoted(text, quote) : undefined
  if (end !== undefined && text.charAt(end) === ']') return end + 1
  return endOfBareKey(text, at)
}

/** Behind the quote that closes the one at `at`; `undefined` when none does. */
export function endOfQuoted(text: string, at: number): number | undefined {
  for (let next = at + 1; next < text.length; next++) {
    const character = text.charAt(next)
    if (character === '"') return next + 1
    if (character === '\\') next++
  }
  return undefined
}

/**
 * Behind a word: at a blank or at a parenthesis of the query. A parenthesis right behind a
 * character belongs to the word when it is closed, as in `TypeError in load(cart, user)`.
 */
export function endOfWord(text: string, at: number, partners: ReadonlyMap<number, number>): number {
  let next = at
  while (next < text.length) {
    const character = text.charAt(next)
    if (character === ')' || isBlank(character)) break
    if (character === '(') {
      const partner = partners.get(next)
      if (partner === undefined || next === at) break
      next = partner
    }
    next++
  }
  return next
}

/** Each `(` with the place of its `)`, in one pass: asking again at every parenthesis is quadratic. */
export function readPartners(text: string): ReadonlyMap<number, number> {
  const partners = new Map<number, number>()
  const open: number[] = []
  for (let at = text.indexOf('('); at !== -1 && at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '(') open.push(at)
    const partner = character === ')' ? open.pop() : undefined
    if (partner !== undefined) partners.set(partner, at)
  }
  return partners
}

/**
 * Whether the colon behind a key makes it a filter. These are text: `Error: message`, `http://x`,
 * `ActiveRecord::Base`, `C:\temp`.
 */
export function isFilterColon(text: string, start: number, colon: number): boolean {
  if (text.charAt(colon) !== ':') return false
  const next = text.charAt(colon + 1)
  if (next === '' || next === ')' || next === ':' || isBlank(next)) return false
  if (text.startsWith('//', colon + 1)) return false
  return colon - start > 1 || (next !== '/' && next !== '\\')
}

function isBlank(character: string): boolean {
  return /\s/.test(character)
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
