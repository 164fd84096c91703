import { errorShape, toElement, toShapeElement } from './element.ts'
import type { Shape } from './element.ts'
import { toMarkedParts } from './toast-model.ts'
import type { ToastModel } from './toast-model.ts'

/** What a key or a button of the toast does. */
export type ToastAction = 'open' | 'editor' | 'copy' | 'dismiss'

export interface Toast {
  /** Where it appears. */
  readonly element: HTMLElement
  /** What is seen of it. */
  readonly card: HTMLElement
  readonly show: (model: ToastModel) => void
  readonly hide: () => void
  /** Says at its button that something was done. */
  readonly confirm: (action: ToastAction, words: string) => void
  /** Takes the focus: somebody pressed the chord. */
  readonly focus: () => void
  readonly isShown: () => boolean
  readonly isFocused: () => boolean
}

export interface ToastOptions {
  readonly window: Window & typeof globalThis
  readonly root: ShadowRoot
  readonly chordCaps: () => readonly string[]
  readonly onAction: (action: ToastAction) => void
  /** Somebody reads it, or no longer. */
  readonly onRest: (isResting: boolean) => void
}

const fatal: Shape = [
  'fatal',
  14,
  'M4.7 1.5h4.6l3.2 3.2v4.6l-3.2 3.2H4.7L1.5 9.3V4.7z',
  'M7 4v3.5M7 9.8v.1',
]
const pencil: Shape = ['pencil', 16, '', 'M10.5 3.2l2.3 2.3L6 12.3l-3 .7.7-3z']
const cross: Shape = ['close', 16, '', 'm4 4 8 8M12 4l-8 8']

const keys: Readonly<Record<string, ToastAction>> = {
  Enter: 'open',
  KeyE: 'editor',
  KeyC: 'copy',
  Escape: 'dismiss',
}

export function createToast(options: ToastOptions): Toast {
  const { window, root, onAction, onRest } = options
  const { document } = window
  // Stands there empty from the start: readers announce what is put into a region they know.
  const element = toElement(document, 'div', { class: 'live', role: 'status' })
  element.setAttribute('aria-atomic', 'false')
  const card = toElement(document, 'section', { class: 'toast', tabindex: '-1' })
  card.setAttribute('aria-label', 'New error')
  let shown = ''

  const act = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    const action = isPlain ? keys[event.code] : undefined
    // Enter on a button of it is that button's.
    if (action === undefined || (action === 'open' && isButton(root.activeElement))) return
    event.preventDefault()
    event.stopPropagation()
    onAction(action)
  }
  card.addEventListener('keydown', act)

  // The pointer rests on it and nothing of the app has the focus: nobody else's key is taken.
  const onWindowKey = (event: KeyboardEvent): void => {
    if (document.activeElement === null || document.activeElement === document.body) act(event)
  }
  const hover = (isResting: boolean): void => {
    if (isResting) window.addEventListener('keydown', onWindowKey, true)
    else window.removeEventListener('keydown', onWindowKey, true)
    onRest(isResting)
  }
  card.addEventListener('pointerenter', () => hover(true))
  card.addEventListener('pointerleave', () => hover(false))
  card.addEventListener('focusin', () => onRest(true))
  card.addEventListener('focusout', () => onRest(false))
  // Else a click would take the focus out of the field that somebody is typing in.
  card.addEventListener('mousedown', (event) => event.preventDefault())
  card.addEventListener('click', (event) => {
    const button = event.composedPath().find(isButton)
    onAction(button === undefined ? 'open' : readAction(button))
  })

  return {
    element,
    card,
    show: (model) => {
      const { times, ...rest } = model
      const text = JSON.stringify(rest)
      if (text !== shown) {
        shown = text
        card.replaceChildren(...toParts(document, model, options.chordCaps()))
        if (!card.isConnected) element.append(card)
        const mark = card.querySelector('mark')
        // The part that failed is what has to be seen of a long line.
        if (mark !== null) scrollTo(mark)
      }
      // In place, and unannounced: a repeat is no news.
      const chip = card.querySelector<HTMLElement>('.times')
      if (chip !== null) chip.textContent = times ?? ''
    },
    hide: () => {
      if (!card.isConnected) return
      card.remove()
      shown = ''
      hover(false)
    },
    confirm: (action, words) => {
      card.querySelector(`[data-action=${action}]`)?.lastChild?.replaceWith(words)
      // Drawn anew with the next news.
      shown = ''
    },
    focus: () => card.focus({ preventScroll: true }),
    isShown: () => card.isConnected,
    isFocused: () => card.contains(root.activeElement),
  }
}

function toParts(
  document: Document,
  { isFatal, type, where, message, line, save, others }: ToastModel,
  chordCaps: readonly string[],
): readonly Node[] {
  const make = (tag: 'span' | 'div' | 'p' | 'b', name: string, ...parts: (Node | string)[]): Node =>
    toElement(document, tag, { class: name }, ...parts)
  const toButton = (action: ToastAction, label: string, ...parts: (Node | string)[]): Node =>
    toElement(
      document,
      'button',
      { type: 'button', class: 'action', 'data-action': action, 'aria-label': label },
      ...parts,
    )
  const toCaps = (caps: readonly string[]): Node =>
    make('span', 'caps', ...caps.map((cap) => toElement(document, 'kbd', {}, cap)))

  const parts: Node[] = [
    make(
      'div',
      'head',
      toShapeElement(document, isFatal ? fatal : errorShape),
      make(
        'div',
        'what',
        make('b', '', type),
        ...(where === undefined ? [] : [make('span', 'where', ` in ${where}`)]),
      ),
      make(
        'span',
        'marks',
        toElement(document, 'span', { class: 'chip times', 'aria-hidden': 'true' }),
        ...(others === undefined ? [] : [make('span', 'chip', others)]),
        toButton('dismiss', 'Dismiss', toShapeElement(document, cross)),
      ),
      ...(message === '' ? [] : [make('p', 'message', message)]),
    ),
  ]
  if (line !== undefined) {
    const [before, failed, after] = toMarkedParts(line)
    const code = failed === '' ? [before] : [before, toElement(document, 'mark', {}, failed), after]
    parts.push(
      make(
        'div',
        'code',
        make('span', 'number', String(line.number ?? '')),
        make('span', 'text', ...code),
      ),
    )
  }
  if (save !== undefined) {
    const said = make('span', '', `${save.sentence} `, make('b', 'path', save.place))
    parts.push(make('div', 'save', toShapeElement(document, pencil), said))
  }
  parts.push(
    make(
      'div',
      'actions',
      make('span', 'hint', toCaps(chordCaps), 'then'),
      toButton('open', 'Details', toCaps(['↵']), 'details'),
      ...(line?.file === undefined
        ? []
        : [toButton('editor', 'Open in editor', toCaps(['E']), 'editor')]),
      toButton('copy', 'Copy for an agent', toCaps(['C']), 'copy'),
      toButton('dismiss', 'Dismiss', toCaps(['esc'])),
    ),
  )
  return parts
}

function isButton(target: EventTarget | null): target is HTMLButtonElement {
  return target instanceof HTMLButtonElement
}

function readAction(button: HTMLButtonElement): ToastAction {
  const { action } = button.dataset
  return Object.values(keys).find((name) => name === action) ?? 'open'
}

function scrollTo(mark: HTMLElement): void {
  const line = mark.parentElement
  if (line === null) return
  const end = mark.offsetLeft + mark.offsetWidth
  line.scrollLeft = Math.max(end - line.clientWidth + 12, 0)
}
