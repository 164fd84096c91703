/**
 * Hashes of what a block holds: keys, key and value together, and runs of three letters. ASCII is
 * compared without case, as SQLite's NOCASE does.
 */
const START = 0x811c9dc5
const PRIME = 0x01000193

export function hashKey(key: string): number {
  return extend(extend(START, 'k'), key)
}

/** Of a key that was hashed before, with its value. */
export function hashValue(keyHash: number, value: string): number {
  return finish(extend(keyHash ^ 0x5bd1e995, value))
}

/** Calls `add` for each run of three letters; shorter text has none. */
export function eachTrigram(text: string, add: (hash: number) => void): void {
  let first = lower(text.charCodeAt(0))
  let second = lower(text.charCodeAt(1))
  for (let at = 2; at < text.length; at++) {
    const third = lower(text.charCodeAt(at))
    add(hashTrigram(first, second, third))
    first = second
    second = third
  }
}

function hashTrigram(first: number, second: number, third: number): number {
  return finish(
    Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77) ^ Math.imul(third, 0xc2b2ae3d),
  )
}

function extend(hash: number, text: string): number {
  let mixed = hash
  for (let at = 0; at < text.length; at++) {
    mixed = Math.imul(mixed ^ lower(text.charCodeAt(at)), PRIME)
  }
  return mixed
}

/** NUL is stored as the sign for it. */
function lower(unit: number): number {
  if (unit === 0) return 0x2400
  return unit >= 65 && unit <= 90 ? unit + 32 : unit
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
