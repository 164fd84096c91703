import type { QuotaAnswer, QuotaHost } from 'protocol'
import { toLeaving } from '../leaving-host.ts'
import { toElement } from './element.ts'
import { readField } from './field.ts'
import type { Wire } from './wire.ts'

/** Says once, of each production host, that it gets what happens here. */
export interface LeavingHint {
  readonly element: HTMLElement
  /** Asks what left, and shows it where nothing else is shown. */
  readonly look: () => void
  readonly hide: () => void
  readonly close: () => void
}

export interface LeavingHintOptions {
  readonly window: Window & typeof globalThis
  readonly wire: Wire
  /** The guard was told to let something through. */
  readonly isLeaving: boolean
  readonly place: (card: HTMLElement) => void
  readonly onOpen: () => void
  readonly mayShow: () => boolean
}

/** Longer than an error: nobody waits for it. */
const STAY = 20_000

/** What was sent is counted by then. */
const DELAY = 1000

const ATTEMPTS = 10

const TOLD = 'footlight:told-hosts'

/** Where SDKs send to. */
const SENTRY = /\/api\/\d+\/(?:envelope|store)\//

export function createLeavingHint(options: LeavingHintOptions): LeavingHint {
  const { window, wire, isLeaving, place, onOpen, mayShow } = options
  const { document } = window
  // Stands there empty from the start: readers announce what is put into a region they know.
  const element = toElement(document, 'div', { class: 'live', role: 'status' })
  let timer: number | undefined
  let asking: number | undefined
  let attempts = ATTEMPTS

  const hide = (): void => {
    window.clearTimeout(timer)
    element.replaceChildren()
  }

  const show = ({ host, policy }: QuotaHost): void => {
    const toButton = (label: string, run: () => void): HTMLElement => {
      const button = toElement(document, 'button', { type: 'button', class: 'action' }, label)
      // Else a click would take the focus out of the field that somebody is typing in.
      button.addEventListener('mousedown', (event) => event.preventDefault())
      button.addEventListener('click', () => {
        hide()
        run()
      })
      return button
    }
    const card = toElement(
      document,
      'section',
      { class: 'toast leaving', 'aria-label': 'Production gets what this app sends' },
      toElement(document, 'b', { class: 'path' }, host),
      ` gets what this app sends: the guard is set to ${policy}.`,
      toElement(
        document,
        'div',
        { class: 'actions' },
        toButton('What left', onOpen),
        toButton('Dismiss', () => undefined),
      ),
    )
    element.replaceChildren(card)
    place(card)
    window.clearTimeout(timer)
    timer = window.setTimeout(hide, STAY)
  }

  const look = async (): Promise<void> => {
    asking = undefined
    const answer = await wire.call('GET', 'quota', {})
    // The sidecar is not there yet.
    if (answer === undefined && attempts-- > 0) plan()
    const told = readTold(window)
    const leaving = isLedger(answer) ? toLeaving(answer, told) : undefined
    if (leaving === undefined || !mayShow()) return
    keepTold(window, [...told, leaving.host])
    show(leaving)
  }
  const plan = (): void => {
    asking ??= window.setTimeout(() => void look(), DELAY)
  }

  const observer = new window.PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => SENTRY.test(name) && !name.includes('__footlight')))
      plan()
  })
  // Under `keep` an SDK of the page sends nothing past us.
  if (isLeaving) observer.observe({ type: 'resource', buffered: true })

  return {
    element,
    look: plan,
    hide,
    close: () => {
      observer.disconnect()
      window.clearTimeout(asking)
      hide()
    },
  }
}

function isLedger(value: unknown): value is Pick<QuotaAnswer, 'hosts'> {
  return Array.isArray(readField(value, 'hosts'))
}

function readTold(window: Window): readonly string[] {
  try {
    const told: unknown = JSON.parse(window.localStorage.getItem(TOLD) ?? '[]')
    return Array.isArray(told) ? told.map(String) : []
  } catch {
    return []
  }
}

function keepTold(window: Window, hosts: readonly string[]): void {
  try {
    window.localStorage.setItem(TOLD, JSON.stringify(hosts.slice(-50)))
  } catch {
    // Sandboxed, or full: it is told again on the next page.
  }
}
