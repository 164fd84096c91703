/**
 * Where the msgpack value at `start` ends; `undefined` when the bytes stop before. The decoder
 * allocates what an array claims to hold before it reads on: 150 bytes of nested claims would
 * exhaust memory. So it is asked only for values whose every entry is there.
 *
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function findMsgpackEnd(bytes: Uint8Array, start: number): number | undefined {
  let at = start
  let wanted = 1
  while (wanted > 0) {
    if (at >= bytes.length) return undefined
    const token = readToken(bytes, at)
    at = token.end
    wanted += token.entries - 1
  }
  return at <= bytes.length ? at : undefined
}

export interface MsgpackToken {
  /** Values that follow as its entries: a map has two for each. */
  readonly entries: number
  /** Where its own bytes end and its entries begin. */
  readonly end: number
  readonly shape: 'map' | 'array' | 'scalar'
}

/** What stands at `at`. Bytes past the end read as zeros. */
export function readToken(bytes: Uint8Array, at: number): MsgpackToken {
  const head = bytes[at] ?? 0
  if (head <= 0x7f || head >= 0xe0) return toScalar(at + 1)
  if (head <= 0x8f) return { entries: (head & 0x0f) * 2, end: at + 1, shape: 'map' }
  if (head <= 0x9f) return { entries: head & 0x0f, end: at + 1, shape: 'array' }
  if (head <= 0xbf) return toScalar(at + 1 + (head & 0x1f))
  const [width = 0, fixed = 0] = WIDTHS[head - 0xc0] ?? []
  const size = readSize(bytes, at + 1, width)
  const end = at + 1 + width
  if (head >= 0xde) return { entries: size * 2, end, shape: 'map' }
  if (head >= 0xdc) return { entries: size, end, shape: 'array' }
  return toScalar(end + size + fixed)
}

function toScalar(end: number): MsgpackToken {
  return { entries: 0, end, shape: 'scalar' }
}

/** For the heads from 0xc0 on: how many bytes say the size, and how many follow besides. */
const WIDTHS: readonly (readonly [number, number])[] = [
  // nil, never used, false, true
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  // bin
  [1, 0],
  [2, 0],
  [4, 0],
  // ext: its type comes after the size
  [1, 1],
  [2, 1],
  [4, 1],
  // float
  [0, 4],
  [0, 8],
  // uint, int
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  // fixext
  [0, 2],
  [0, 3],
  [0, 5],
  [0, 9],
  [0, 17],
  // str
  [1, 0],
  [2, 0],
  [4, 0],
  // array, map
  [2, 0],
  [4, 0],
  [2, 0],
  [4, 0],
]

function readSize(bytes: Uint8Array, at: number, width: number): number {
  let size = 0
  for (let index = 0; index < width; index++) size = size * 256 + (bytes[at + index] ?? 0)
  return size
}
