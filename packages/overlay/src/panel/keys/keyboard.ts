import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { toKeyName } from './key-name.ts'

/** Something that can be done with a key: it works, and it stands on the sheet. */
export interface KeyAction {
  /** `j`, `g i` for one after the other, `mod+k`. Several ways are parted by `|`. */
  readonly keys: string
  readonly words: string
  /** The heading under which the sheet lists it. */
  readonly group: string
  /** Also while something is typed in a field. */
  readonly isInFields?: boolean
  readonly run: () => void
}

/** Who registers later is asked first; what is modal is asked alone. */
export interface KeyLayer {
  readonly actions: readonly KeyAction[]
  readonly isModal: boolean
}

export interface Keyboard {
  readonly layers: ReadonlySignal<readonly KeyLayer[]>
  readonly add: (layer: KeyLayer) => () => void
  readonly close: () => void
}

/** How long a first key waits for its second. */
const PAIR_TIME = 1000

export function createKeyboard(window: Window): Keyboard {
  const layers = signal<readonly KeyLayer[]>([])
  let first: string | undefined
  let timer: number | undefined

  const forget = (): void => {
    first = undefined
    window.clearTimeout(timer)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const name = toKeyName(event)
    const active = toActive(layers.value)
    const candidates = isField(event.target)
      ? active.filter(({ isInFields }) => isInFields === true)
      : active
    const pair = first === undefined ? undefined : `${first} ${name}`
    const action =
      (pair === undefined ? undefined : candidates.find((entry) => hasKey(entry, pair))) ??
      candidates.find((entry) => hasKey(entry, name))
    const isStart = candidates.some((entry) => startsWith(entry, name))
    forget()
    if (action !== undefined) {
      event.preventDefault()
      action.run()
    } else if (isStart) {
      first = name
      timer = window.setTimeout(forget, PAIR_TIME)
    }
  }
  window.addEventListener('keydown', onKeyDown)

  return {
    layers,
    add: (layer) => {
      layers.value = [...layers.value, layer]
      return () => {
        layers.value = layers.value.filter((other) => other !== layer)
      }
    },
    close: () => {
      forget()
      window.removeEventListener('keydown', onKeyDown)
    },
  }
}

/** What works now, the latest first. */
export function toActive(layers: readonly KeyLayer[]): readonly KeyAction[] {
  const modal = layers.findLast(({ isModal }) => isModal)
  const asked = modal === undefined ? layers.toReversed() : [modal]
  return asked.flatMap(({ actions }) => actions)
}

function hasKey({ keys }: KeyAction, name: string): boolean {
  return keys.split('|').includes(name)
}

function startsWith({ keys }: KeyAction, name: string): boolean {
  return keys.split('|').some((way) => way.startsWith(`${name} `))
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  const name = target.tagName
  if (name === 'INPUT') {
    const type = target.getAttribute('type') ?? 'text'
    return !['checkbox', 'radio', 'button', 'range'].includes(type)
  }
  return name === 'TEXTAREA' || name === 'SELECT'
}
