import type { EventRecord, Frame } from 'protocol'
import { toMaskedText } from './masked-text.ts'

/** What the variables of a fingerprint are read from. */
export interface FingerprintSource {
  readonly event: EventRecord
  readonly type: string | undefined
  readonly value: string | undefined
  readonly frame: Frame | undefined
}

/** Whether the app decides, wholly or in part, what is one group. */
export function isCustom({ fingerprint }: EventRecord): boolean {
  return fingerprint?.some((part) => readVariable(part) !== 'default') ?? false
}

/** Apps set one to five; each may stand for a whole stack. */
const PART_LIMIT = 20

/**
 * An app's own fingerprint with its variables filled in. `{{ default }}` stands for the key that
 * the event would have without: what stands beside it splits that group.
 *
 * @see https://docs.sentry.io/platforms/javascript/enriching-events/fingerprinting/
 */
export function toCustomKey(
  from: FingerprintSource,
  toDefaultKey: () => readonly string[],
): readonly string[] {
  const { fingerprint = [], message } = from.event
  return fingerprint.slice(0, PART_LIMIT).flatMap((part) => {
    const variable = readVariable(part)
    if (variable === 'default') return toDefaultKey()
    if (variable !== undefined) return [toValue(variable, from)]
    // Apps put the message itself here, with every id that is in it.
    return [part === message ? toMaskedText(part) : part]
  })
}

function readVariable(part: string): string | undefined {
  return /^\{\{\s*(\S+?)\s*\}\}$/.exec(part)?.[1]
}

function toValue(variable: string, from: FingerprintSource): string {
  if (variable.startsWith('tags.')) return toTag(from.event, variable.slice(5))
  const reader = readers.get(variable)
  if (reader === undefined) return `<unrecognized-variable-${variable}>`
  return reader.read(from) ?? `<no-${reader.name}>`
}

function toTag({ tags }: EventRecord, name: string): string {
  const value = Object.hasOwn(tags, name) ? tags[name] : undefined
  return value ?? `<no-value-for-tag-${name}>`
}

interface Reader {
  /** As it is called where there is none. */
  readonly name: string
  readonly read: (from: FingerprintSource) => string | undefined
}

const type: Reader = { name: 'type', read: (from) => from.type }
const value: Reader = { name: 'value', read: (from) => mask(from.value) }
const code: Reader = { name: 'function', read: ({ frame }) => frame?.function }
const path: Reader = { name: 'abs-path', read: ({ frame }) => frame?.absPath ?? frame?.filename }
const module: Reader = { name: 'module', read: ({ frame }) => frame?.module }
const bundle: Reader = { name: 'package', read: ({ frame }) => frame?.package }

/** A map, since a fingerprint may ask for `{{ __proto__ }}`. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['transaction', { name: 'transaction', read: ({ event }) => event.transaction }],
  ['message', { name: 'message', read: (from) => mask(readWords(from)) }],
  ['raw_message', { name: 'message', read: readWords }],
  ['type', type],
  ['error.type', type],
  ['value', value],
  ['error.value', value],
  ['raw_value', { name: 'value', read: (from) => from.value }],
  ['function', code],
  ['stack.function', code],
  ['path', path],
  ['stack.abs_path', path],
  ['stack.filename', { name: 'filename', read: ({ frame }) => frame?.filename ?? frame?.absPath }],
  ['module', module],
  ['stack.module', module],
  ['package', bundle],
  ['stack.package', bundle],
  ['level', { name: 'level', read: ({ event }) => event.level }],
  ['logger', { name: 'logger', read: ({ event }) => event.logger }],
])

function readWords({ event, value: thrown }: FingerprintSource): string | undefined {
  return event.message ?? thrown
}

function mask(text: string | undefined): string | undefined {
  return text === undefined ? undefined : toMaskedText(text)
}
