import { toVisibleText } from 'protocol'

/**
 * Text of telemetry in the text of an answer: on one line, in quotes that it cannot end. So what
 * somebody logged stays what somebody logged, whatever it tells its reader to do.
 */
export function toQuote(text: string): string {
  return `"${toVisibleText(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`
}

/** A name that needs no quotes where it is nothing but one: `db.query`, `src/cart.ts`. */
export function toName(text: string): string {
  return /^[\w.:/@$<>[\]#*-]{1,80}$/.test(text) ? text : toQuote(text)
}

/** Lines of telemetry, each behind a bar: none can pass for one of ours. */
export function toBarred(text: string, bar = '|'): readonly string[] {
  return text.split('\n').map((line) => `${bar} ${toVisibleText(line)}`)
}

/** `id="42", plan="free"`. */
export function toPairsText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${toName(name)}=${toValueText(value)}`)
    .join(', ')
}

/** A value of an attribute: text in quotes, everything else as JSON. */
export function toValueText(value: unknown): string {
  if (typeof value === 'string') return toQuote(value)
  return toVisibleText(JSON.stringify(value) ?? 'undefined')
}
