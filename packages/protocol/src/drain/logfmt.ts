import { setProperty } from '../json.ts'

const PAIR = /(?:^|\s)([\w.#/@-]+)=(?:"((?:\\.|[^"\\])*)"|(\S*))/g

/** A line that holds more pairs is no longer a line for people. */
const PAIR_LIMIT = 200

/** Longer lines are not looked at: they are payloads that happen to have a `=` in them. */
const LINE_LIMIT = 16_384

/** The `key=value` words of a line, values in quotes or without. */
export function readLogfmt(line: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {}
  if (line.length > LINE_LIMIT) return pairs
  let count = 0
  for (const [, key = '', quoted, bare] of line.matchAll(PAIR)) {
    if (++count > PAIR_LIMIT) break
    setProperty(pairs, key, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
  }
  return pairs
}
