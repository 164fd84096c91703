import type { EnvelopeSummary, Loss } from 'protocol'
import { toCountText } from '../../format/number.ts'
import { toSdkWords } from '../../format/sdk-words.ts'
import type { QueryVocabulary } from '../../query/suggestion.ts'

export const arrivalsVocabulary: QueryVocabulary = {
  list: 'envelopes',
  source: undefined,
  states: [],
  fields: [
    { key: 'format', words: 'what its body is', values: ['envelope', 'store', 'otlp-traces'] },
    { key: 'channel', words: 'how it came', values: ['dsn', 'spotlight', 'otlp', 'drain'] },
    { key: 'size', words: 'as >100kb' },
    { key: 'sdk', words: 'who sent it' },
    { key: 'service', words: 'whose it is' },
    { key: 'project', words: 'of the DSN' },
    { key: 'run', words: 'which start of the app' },
  ],
}

/** What the view shows, one at a time. */
export const arrivalTabs = ['arrivals', 'sdks', 'quota', 'lost'] as const
export type ArrivalTab = (typeof arrivalTabs)[number]

export const tabWords: Readonly<Record<ArrivalTab, string>> = {
  arrivals: 'Arrivals',
  sdks: 'SDKs',
  quota: 'Kept from production',
  lost: 'Not here',
}

export function readArrivalTab(text: string | undefined): ArrivalTab {
  return arrivalTabs.find((tab) => tab === text) ?? 'arrivals'
}

/** How it came, in words. */
const channelWords: Readonly<Record<string, string>> = {
  dsn: 'DSN',
  spotlight: 'Spotlight',
  otlp: 'OTLP',
  drain: 'Log drain',
}

export function toChannelWords(channel: string): string {
  return channelWords[channel] ?? channel
}

/** An SDK as it showed itself in the arrivals at hand. */
export interface SeenSdk {
  readonly name: string
  /** Said where it is no SDK of the app. */
  readonly words: string | undefined
  readonly services: readonly string[]
  readonly channels: readonly string[]
  readonly lastSeen: number
  readonly count: number
  readonly problems: number
}

/** Those that sent something, the latest first. */
export function toSeenSdks(envelopes: readonly EnvelopeSummary[]): readonly SeenSdk[] {
  const seen = new Map<
    string,
    { services: Set<string>; channels: Set<string>; last: number; count: number; problems: number }
  >()
  for (const { sdk, service, channel, receivedAt, problems } of envelopes) {
    const name = sdk ?? 'unnamed'
    const known = seen.get(name) ?? {
      services: new Set<string>(),
      channels: new Set<string>(),
      last: 0,
      count: 0,
      problems: 0,
    }
    seen.set(name, known)
    if (service !== undefined) known.services.add(service)
    known.channels.add(toChannelWords(channel))
    known.last = Math.max(known.last, receivedAt)
    known.count++
    known.problems += problems.length
  }
  return [...seen]
    .map(([name, { services, channels, last, count, problems }]) => ({
      name,
      words: toSdkWords(name),
      services: [...services],
      channels: [...channels],
      lastSeen: last,
      count,
      problems,
    }))
    .toSorted((a, b) => b.lastSeen - a.lastSeen)
}

const lossWords: Readonly<Record<Loss['by'], string>> = {
  sdk: 'The SDK dropped or sampled it away',
  wire: 'It came damaged',
  refused: 'Footlight refused it',
  evicted: 'Footlight made room',
  overflow: 'Footlight was overrun',
}

export function toLossWords(by: Loss['by']): string {
  return lossWords[by]
}

/** Only what is text all through is shown as text. */
export function toByteText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  // oxlint-disable-next-line no-control-regex -- bytes that no text has
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text) ? toHexText(bytes) : text
}

/** So much of it is shown; all of it can be downloaded. */
const HEX_LIMIT = 4096
const WIDTH = 16

function toHexText(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, HEX_LIMIT); at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)]
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = row
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCodePoint(byte) : '.'))
      .join('')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(WIDTH * 3)} ${letters}`)
  }
  const rest = bytes.length - HEX_LIMIT
  return rest > 0 ? `${lines.join('\n')}\n${toCountText(rest)} more bytes` : lines.join('\n')
}

/** JSON over several lines; anything else as it is. */
export function toReadableText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
