const TRACE_ID = /^[0-9a-f]{32}$/
const SPAN_ID = /^[0-9a-f]{16}$/
const ZEROS = /^0*$/
const WORD = /^[\w.:+/=]+$/
const ID_LIMIT = 64

/** An event, trace, replay or profile id: 32 hex digits; dashes and case are dropped. */
export function readId(value: unknown): string | undefined {
  return typeof value === 'string' && TRACE_ID.test(value) && value !== NIL
    ? value
    : readOddId(value)
}

/** A span id: 16 hex digits. */
export function readSpanId(value: unknown): string | undefined {
  return typeof value === 'string' && SPAN_ID.test(value) && value !== NIL_SPAN
    ? value
    : readOddId(value)
}

const NIL = '0'.repeat(32)
const NIL_SPAN = '0'.repeat(16)

/**
 * Ids of another shape still link things together, so they are kept; only zeros mean "none". Readers
 * show ids bare, to terminals and agents too: one that could say something else is hashed.
 */
function readOddId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value !== 'string' || value.length > ID_LIMIT) return undefined
  const id = value.replaceAll('-', '').trim().toLowerCase()
  if (ZEROS.test(id)) return undefined
  return WORD.test(id) ? id : toDerivedId(id)
}

/**
 * A 32-digit id made of what identifies a thing that came without one. The same parts always give
 * the same id, so a copy on a second channel is recognised. Not for secrets.
 */
export function toDerivedId(...parts: readonly (string | number | undefined)[]): string {
  const text = parts.map((part) => part ?? '').join('\u0000')
  // One walk for all four: side by side they take a fifth of the time of one after the other.
  let [a, b, c, d] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < text.length; at++) {
    let unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51)
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593)
    a = mix(a, unit)
    b = mix(b, unit)
    c = mix(c, unit)
    d = mix(d, unit)
  }
  return [a, b, c, d].map((hash) => toHex(hash ^ text.length)).join('')
}

/** MurmurHash3's mixing of one UTF-16 unit. */
function mix(hash: number, unit: number): number {
  const mixed = hash ^ unit
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function toHex(mixed: number): string {
  let hash = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
