import type { Vital } from 'protocol'
import { readEntryNumber } from './page-timing.ts'
import type { TimedEntry } from './page-timing.ts'

/** The web vitals of one page load, from performance entries in the order a browser tells them. */
export interface Vitals {
  readonly add: (entry: TimedEntry, toTarget: (entry: TimedEntry) => string | undefined) => void
  readonly list: () => readonly Vital[]
}

/** The longest interactions that are kept: enough for the 98th percentile of 500. */
const INTERACTIONS = 10

/** A session window of layout shifts ends after a second without one, or after five. */
const SHIFT_GAP = 1000
const SHIFT_WINDOW = 5000

/** Chromium and Firefox number interactions in steps of 7, so that the numbers tell how many there were. */
const ID_STEP = 7

interface Interaction {
  readonly id: number
  readonly duration: number
  readonly target: string | undefined
}

/** `start` is where the page load begins on the entries' clock. */
export function createVitals(start: number): Vitals {
  const single = new Map<Vital['name'], Vital>()
  let interactions: Interaction[] = []
  let hasInput = false
  let firstId = Infinity
  let lastId = 0
  let shift = { value: 0, first: 0, last: 0, worst: 0, target: undefined as string | undefined }

  const keep = (name: Vital['name'], value: number, target?: string): void => {
    single.set(name, { name, value: Math.max(value, 0), target })
  }

  const addInteraction = (entry: TimedEntry, target: string | undefined): void => {
    const id = readEntryNumber(entry, 'interactionId')
    if (id === 0) return
    // What is painted after somebody acted is no longer the load.
    hasInput = true
    firstId = Math.min(firstId, id)
    lastId = Math.max(lastId, id)
    const known = interactions.find((interaction) => interaction.id === id)
    const duration = Math.max(entry.duration, known?.duration ?? 0)
    interactions = [
      ...interactions.filter((interaction) => interaction !== known),
      { id, duration, target: target ?? known?.target },
    ]
      .toSorted((a, b) => b.duration - a.duration)
      .slice(0, INTERACTIONS)
  }

  const addShift = (entry: TimedEntry, toTarget: () => string | undefined): void => {
    // The browser saw a reason for it: an input less than 500 ms ago.
    if (Reflect.get(entry, 'hadRecentInput') === true) return
    const { startTime } = entry
    const continues = startTime - shift.last < SHIFT_GAP && startTime - shift.first < SHIFT_WINDOW
    const value = (continues ? shift.value : 0) + readEntryNumber(entry, 'value')
    const isWorst = value > shift.worst
    shift = {
      value,
      first: continues ? shift.first : startTime,
      last: startTime,
      worst: isWorst ? value : shift.worst,
      target: isWorst ? (toTarget() ?? shift.target) : shift.target,
    }
  }

  return {
    add: (entry, toTarget) => {
      if (entry.startTime < start && entry.entryType !== 'navigation') return
      switch (entry.entryType) {
        case 'navigation':
          keep('ttfb', readEntryNumber(entry, 'responseStart') - start)
          break
        case 'paint':
          if (entry.name === 'first-contentful-paint') keep('fcp', entry.startTime - start)
          break
        case 'largest-contentful-paint':
          if (!hasInput) keep('lcp', entry.startTime - start, toTarget(entry))
          break
        case 'first-input':
        case 'event':
          addInteraction(entry, toTarget(entry))
          break
        case 'layout-shift':
          addShift(entry, () => toTarget(entry))
      }
    },
    list: () => {
      const rank = Math.floor((lastId - firstId) / ID_STEP / 50)
      const slow = interactions[Math.min(rank, interactions.length - 1)]
      const all: Vital[] = [...single.values()]
      if (slow !== undefined) all.push({ name: 'inp', value: slow.duration, target: slow.target })
      all.push({ name: 'cls', value: shift.worst, target: shift.target })
      return all
    },
  }
}
