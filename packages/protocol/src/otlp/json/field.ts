import { readBase64 } from '../../base64.ts'
import { readId, readSpanId } from '../../id.ts'
import type { EntryAllowance } from '../../entry-allowance.ts'
import { isObject, readNumber } from '../../json.ts'
import { toHex } from '../../hex.ts'

export type JsonMessage = Readonly<Record<string, unknown>>

const emptyMessage: JsonMessage = {}
const emptyList: readonly unknown[] = []

export function toMessage(value: unknown): JsonMessage {
  return isObject(value) ? value : emptyMessage
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : emptyList
}

/** The messages of a repeated field, as many as the arrival may bring; what is none is left out. */
export function readMessages<T>(
  value: unknown,
  allowance: EntryAllowance,
  read: (message: JsonMessage) => T,
): readonly T[] {
  const list = toList(value)
  if (list.length === 0) return noMessages
  const messages: T[] = []
  for (const entry of allowance.takeOf(list)) if (isObject(entry)) messages.push(read(entry))
  return messages
}

const noMessages: readonly never[] = []

/** A field by its name, or by its name in snake case, which is not allowed and still sent. */
export function fieldOf(message: JsonMessage, name: string, snakeName: string): unknown {
  return message[name] ?? message[snakeName]
}

/** OTLP's JSON has ids in hex; what a stock protobuf printer made has them in base64. */
export function readJsonTraceId(value: unknown): string | undefined {
  return readId(fromBase64(value, 24))
}

export function readJsonSpanId(value: unknown): string | undefined {
  return readSpanId(fromBase64(value, 12))
}

function fromBase64(value: unknown, length: number): unknown {
  if (typeof value !== 'string' || value.length !== length || !value.endsWith('=')) return value
  const bytes = readBase64(value)
  return bytes === undefined ? value : toHex(bytes)
}

/** A double that may be no number: JSON has `"NaN"` and `"Infinity"` in words. */
export function readDouble(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value !== '' ? Number(value) : undefined
}

/** An enum's number, which may stand there as its name: `2` or `SPAN_KIND_SERVER`. */
export function readEnum(value: unknown, prefix: string, names: readonly string[]): number {
  if (typeof value !== 'string' || !value.startsWith(prefix)) return readNumber(value) ?? 0
  return Math.max(names.indexOf(value.slice(prefix.length)), 0)
}
