import { toElement } from './element.ts'

/** What can be done with the pill, shown when somebody rests on it. */
export interface Menu {
  readonly element: HTMLElement
  readonly show: () => void
  readonly hide: () => void
}

export interface MenuOptions {
  readonly document: Document
  readonly entries: readonly MenuEntry[]
  readonly chordCaps: () => readonly string[]
  readonly onRest: (isResting: boolean) => void
}

export interface MenuEntry {
  readonly label: string
  /** The one that the chord does, too. */
  readonly isChord: boolean
  readonly run: () => void
}

export function createMenu({ document, entries, chordCaps, onRest }: MenuOptions): Menu {
  const element = toElement(document, 'div', { class: 'menu', role: 'group', hidden: '' })
  element.setAttribute('aria-label', 'Footlight')

  const toEntry = ({ label, isChord, run }: MenuEntry): HTMLElement => {
    const keys = (isChord ? chordCaps() : []).map((cap) => toElement(document, 'kbd', {}, cap))
    const entry = toElement(document, 'button', { type: 'button', class: 'entry' }, label)
    entry.append(toElement(document, 'span', { class: 'caps' }, ...keys))
    entry.addEventListener('mousedown', (event) => event.preventDefault())
    entry.addEventListener('click', () => {
      hide()
      run()
    })
    return entry
  }

  const hide = (): void => {
    element.hidden = true
  }
  element.addEventListener('pointerenter', () => onRest(true))
  element.addEventListener('pointerleave', () => onRest(false))
  element.addEventListener('focusin', () => onRest(true))
  element.addEventListener('focusout', () => onRest(false))
  element.addEventListener('keydown', (event) => {
    const all = [...element.children]
    const at = all.findIndex((entry) => entry.matches(':focus'))
    const step = event.key === 'ArrowDown' ? 1 : -1
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const next = all[(at + step + all.length) % all.length]
    if (next instanceof HTMLElement) next.focus()
  })

  return {
    element,
    show: () => {
      element.replaceChildren(...entries.map(toEntry))
      element.hidden = false
    },
    hide,
  }
}
