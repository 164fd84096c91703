import type { Vital } from 'protocol'
import { toVitalRating, toWorstVital } from '../vital-rating.ts'
import { toShortDuration } from './short-duration.ts'
import type { WireState } from './wire.ts'

/** What the pill says: at most two things. */
export interface PillModel {
  readonly light: 'lit' | 'red' | 'off'
  readonly segments: readonly PillSegment[]
  /** The same in words, for who cannot see it. */
  readonly label: string
}

export interface PillSegment {
  readonly tone: 'plain' | 'error' | 'warning'
  readonly glyph: 'error' | 'gauge' | undefined
  readonly text: string
}

export interface PillFacts {
  readonly connection: WireState
  readonly newErrors: number
  readonly loadTime: number | undefined
  readonly vitals: readonly Vital[]
}

/** What is wrong first; the load time gives way to a vital that is not good. */
export function toPillModel({ connection, newErrors, loadTime, vitals }: PillFacts): PillModel {
  const segments: PillSegment[] = []
  const words: string[] = []
  if (connection === 'lost') {
    segments.push({ tone: 'plain', glyph: undefined, text: 'Offline' })
    words.push('the sidecar does not answer')
  }
  if (newErrors > 0) {
    segments.push({ tone: 'error', glyph: 'error', text: toCount(newErrors) })
    words.push(`${newErrors} new ${newErrors === 1 ? 'error' : 'errors'}`)
  }
  const worst = toWorstVital(vitals)
  if (worst !== undefined) {
    segments.push({ tone: 'warning', glyph: 'gauge', text: toVitalText(worst) })
    words.push(`${toVitalText(worst)}, ${toVitalRating(worst).replace('-', ' ')}`)
  }
  if (loadTime !== undefined) {
    segments.push({ tone: 'plain', glyph: undefined, text: toShortDuration(loadTime) })
    words.push(`loaded in ${toShortDuration(loadTime)}`)
  }
  const isOff = connection === 'lost'
  return {
    light: isOff ? 'off' : newErrors > 0 ? 'red' : 'lit',
    segments: segments.slice(0, 2),
    label: ['Footlight', ...words].join(', '),
  }
}

function toCount(count: number): string {
  return count > 99 ? '99+' : String(count)
}

function toVitalText({ name, value }: Vital): string {
  const text = name === 'cls' ? String(Math.round(value * 100) / 100) : toShortDuration(value)
  return `${name.toUpperCase()} ${text}`
}
