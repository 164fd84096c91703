import { readDock } from '../dock.ts'
import type { Dock } from '../dock.ts'
import { readField } from './field.ts'
import { readAnchor } from './placement.ts'
import type { PillAnchor } from './placement.ts'

/** What the person chose, for one project, in one browser. */
export interface Choices {
  readonly anchor: PillAnchor | undefined
  readonly dock: Dock
  /** Of the docked panel. */
  readonly height: number
  readonly width: number
  /** The key that opens the panel, where it was changed. */
  readonly chord: string | undefined
  readonly hiddenUntil: number
  /** When the issues were last looked at. */
  readonly seenAt: number
}

export interface Remembered {
  readonly get: () => Choices
  readonly set: (choices: Partial<Choices>) => void
  /** Another tab chose something. */
  readonly listen: (onChange: (choices: Choices) => void) => void
  readonly close: () => void
}

const NAME = 'footlight:'

const least = { height: 240, width: 320 }
const first = { height: 460, width: 560 }

/** One origin may serve many projects, one after the other: `localhost:5173`. */
export function createRemembered(window: Window, project: string): Remembered {
  const key = NAME + project
  let choices = readChoices(readStored(window, key))
  let tell: ((choices: Choices) => void) | undefined
  const onStorage = (event: StorageEvent): void => {
    if (event.key !== key) return
    choices = readChoices(event.newValue)
    tell?.(choices)
  }
  window.addEventListener('storage', onStorage)
  return {
    get: () => choices,
    set: (changed) => {
      choices = { ...choices, ...changed }
      try {
        window.localStorage.setItem(key, JSON.stringify(choices))
      } catch {
        // Sandboxed, or full: it is remembered until the page is left.
      }
    },
    listen: (onChange) => {
      tell = onChange
    },
    close: () => window.removeEventListener('storage', onStorage),
  }
}

export function readChoices(text: string | null): Choices {
  let stored: unknown
  try {
    stored = JSON.parse(text ?? '{}')
  } catch {
    stored = {}
  }
  const read = (name: string): unknown => readField(stored, name)
  const readNumber = (name: string): number => {
    const value = read(name)
    return typeof value === 'number' && Number.isFinite(value) ? value : 0
  }
  const chord = read('chord')
  return {
    anchor: readAnchor(read('anchor')),
    dock: readDock(read('dock')) ?? 'bottom',
    height: Math.max(readNumber('height') || first.height, least.height),
    width: Math.max(readNumber('width') || first.width, least.width),
    chord: typeof chord === 'string' ? chord : undefined,
    hiddenUntil: readNumber('hiddenUntil'),
    seenAt: readNumber('seenAt'),
  }
}

function readStored(window: Window, key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    return null
  }
}
