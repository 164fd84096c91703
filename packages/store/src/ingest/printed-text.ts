import type { Attributes } from 'protocol'

// oxlint-disable-next-line no-control-regex -- these are what it is about
const COLOURS = /\u001B\[[\d;:]*m/g

/** A console and an SDK write the same object with and without quotes, commas and blanks. */
const PUNCTUATION = /[\s"'`{}[\],]+/g

/** Longer lines are told apart by their beginning. */
const LIMIT = 500

/** Where JSON and logfmt lines have what was said. */
const messageNames = ['msg', 'message', 'event'] as const

/** Loggers put the time, the level and their name before it: `WARNING:root:`, `[12:00] info - `. */
const LEVEL = /\b(?:trace|debug|info|notice|warn|warning|error|fatal|critical|panic)\b/i
const PREFIX = /^[\s\])>:|–-]+/
const NAME = /^[\w.[\]$-]{1,80}\s*(?::|-\s|\|)\s*/

/** A stack or an object over more lines is known by its first ones. */
const LINES_LIMIT = 200

/** An SDK's log as it is compared: as a whole, and where it has more lines, each of them. */
export function toSentKeys(body: string): readonly [whole: string, lines: readonly string[]] {
  const text = body.replace(COLOURS, '')
  if (!text.includes('\n')) return [toKey(text), []]
  const lines = text.split('\n', LINES_LIMIT).map(toKey)
  return [toKey(text), lines.filter((line) => line !== '')]
}

/** A printed line as it is compared: as a whole, and without what a logger puts before it. */
export function toPrintedKeys(line: string, attributes: Attributes): readonly string[] {
  for (const name of messageNames) {
    const value = attributes[name]
    if (typeof value === 'string') return [toKey(value)]
  }
  const text = line.slice(0, LIMIT * 2).replace(COLOURS, '')
  const level = LEVEL.exec(text.slice(0, LIMIT))
  if (level === null) return [toKey(text)]
  const said = text.slice(level.index + level[0].length).replace(PREFIX, '')
  const named = said.replace(NAME, '')
  return [...new Set([toKey(text), toKey(said), toKey(named)])]
}

function toKey(text: string): string {
  return text
    .slice(0, LIMIT * 2)
    .replace(PUNCTUATION, '')
    .slice(0, LIMIT)
}
