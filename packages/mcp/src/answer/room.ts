import { createMasker, openMasker, toVisibleLines } from 'protocol'
import type { Json } from 'protocol'

/** How much of everything an answer may show. What does not fit is drafted again with less room. */
export interface Room {
  /** As many of a list as there is room for; `toCut` says how to get the others. */
  readonly list: <T>(
    items: readonly T[],
    most: number,
    toCut: (left: number) => string,
  ) => readonly T[]
  /** Telemetry's text: without secrets, with everything in it to be seen, and cut. */
  readonly text: (raw: string, most: number) => string
  /** The same for a value, by its name. */
  readonly value: (name: string, raw: Json, most: number) => Json
  /** Says that something was left out, and how to get it. */
  readonly cut: (what: string) => void
  readonly cuts: () => readonly string[]
  readonly masked: () => number
}

/** Of text longer than this the rest is never looked at. */
const TEXT_LIMIT = 1 << 16

/** Of a nested value, so many entries and levels are looked at. */
const ENTRY_LIMIT = 40
const DEPTH_LIMIT = 4

export function createRoom(scale: number, showsSecrets: boolean): Room {
  const masker = showsSecrets ? openMasker : createMasker()
  const cuts = new Set<string>()
  const scaled = (most: number): number => Math.max(Math.round(most * scale), 1)

  const clip = (clean: string, most: number, whole: number): string => {
    const length = Math.max(scaled(most), 16)
    if (clean.length <= length && whole <= TEXT_LIMIT) return clean
    const end = toSafeEnd(clean, length)
    return `${clean.slice(0, end)}… (${whole - end} more characters)`
  }

  const text = (raw: string, most: number): string => {
    const looked = raw.length > TEXT_LIMIT ? raw.slice(0, TEXT_LIMIT) : raw
    return clip(toVisibleLines(masker.text(looked)), most, raw.length)
  }

  const value = (name: string, raw: Json, most: number, depth = 0): Json => {
    if (typeof raw === 'string') {
      const known = raw.length > TEXT_LIMIT ? raw.slice(0, TEXT_LIMIT) : raw
      const masked = masker.value(name, known)
      return typeof masked === 'string' ? clip(toVisibleLines(masked), most, raw.length) : masked
    }
    if (typeof raw !== 'object' || raw === null) return masker.value(name, raw)
    if (depth >= DEPTH_LIMIT) return '…'
    if (isList(raw)) {
      const shown = raw.slice(0, scaled(ENTRY_LIMIT))
      const more = raw.length - shown.length
      return [
        ...shown.map((entry) => value(name, entry, most, depth + 1)),
        ...(more > 0 ? [`… ${more} more`] : []),
      ]
    }
    const entries = Object.entries(raw)
    const shown = entries.slice(0, scaled(ENTRY_LIMIT))
    const more = entries.length - shown.length
    return Object.fromEntries([
      ...shown.map(([key, entry]): [string, Json] => [
        toVisibleLines(key.slice(0, 100)),
        value(key, entry, most, depth + 1),
      ]),
      ...(more > 0 ? [['…', `${more} more`] as const] : []),
    ])
  }

  return {
    list: (items, most, toCut) => {
      const shown = items.slice(0, scaled(most))
      const left = items.length - shown.length
      if (left > 0) cuts.add(toCut(left))
      return shown
    },
    text,
    value,
    cut: (what) => void cuts.add(what),
    cuts: () => [...cuts],
    masked: masker.count,
  }
}

/** Not between the halves of a character. */
function toSafeEnd(text: string, length: number): number {
  const last = text.charCodeAt(length - 1)
  return last >= 0xd800 && last < 0xdc00 ? length - 1 : length
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
