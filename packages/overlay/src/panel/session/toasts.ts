import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

/** A line about what was just done: `Copied`, `Muted`. Goes by itself. */
export interface ToastLine {
  readonly id: number
  readonly text: string
  readonly isBad: boolean
}

export interface Toasts {
  readonly lines: ReadonlySignal<readonly ToastLine[]>
  readonly say: (text: string) => void
  readonly complain: (text: string) => void
}

const STAY = 4000
const LIMIT = 3

export function createToasts(window: Window): Toasts {
  const lines = signal<readonly ToastLine[]>([])
  let lastId = 0
  const add = (text: string, isBad: boolean): void => {
    const id = ++lastId
    lines.value = [...lines.value, { id, text, isBad }].slice(-LIMIT)
    window.setTimeout(() => {
      lines.value = lines.value.filter((line) => line.id !== id)
    }, STAY)
  }
  return { lines, say: (text) => add(text, false), complain: (text) => add(text, true) }
}
