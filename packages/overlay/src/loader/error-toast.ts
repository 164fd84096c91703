import { readField } from './field.ts'
import type { SeenIssue } from './issue-news.ts'
import { createToast } from './toast.ts'
import type { ToastAction } from './toast.ts'
import { readFailingLine, toCopyText, toToastModel } from './toast-model.ts'
import type { FailingLine } from './toast-model.ts'
import type { Wire } from './wire.ts'

/** Says once that there is a new error, and goes away. */
export interface ErrorToast {
  readonly element: HTMLElement
  readonly raise: (issues: readonly SeenIssue[]) => void
  readonly repeat: (issue: SeenIssue) => void
  readonly settle: () => void
  readonly hide: () => void
  readonly isShown: () => boolean
  readonly isFocused: () => boolean
  readonly focus: () => void
}

export interface ErrorToastOptions {
  readonly window: Window & typeof globalThis
  readonly root: ShadowRoot
  readonly wire: Wire
  readonly chordCaps: () => readonly string[]
  readonly place: (card: HTMLElement) => void
  readonly onOpen: (path: string) => void
}

const STAY = 8000

/** An error is told without its line before it is told late. */
const PATIENCE = 1500

interface Current {
  readonly issue: SeenIssue
  /** How often it had happened before this toast. */
  readonly before: number
  readonly others: number
  readonly line: FailingLine | undefined
}

export function createErrorToast(options: ErrorToastOptions): ErrorToast {
  const { window, root, wire, onOpen } = options
  const { document } = window
  let current: Current | undefined
  let timer: number | undefined
  let before: Element | null = null

  const hide = (): void => {
    window.clearTimeout(timer)
    const wasFocused = toast.isFocused()
    current = undefined
    toast.hide()
    if (wasFocused && before instanceof window.HTMLElement) before.focus({ preventScroll: true })
    before = null
  }

  const wait = (): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(hide, STAY)
  }

  const act = (action: ToastAction): void => {
    if (current === undefined) return
    const { issue, line } = current
    if (action === 'open') {
      hide()
      onOpen(`issues/${issue.id}`)
    } else if (action === 'dismiss') hide()
    else if (action === 'copy') {
      const text = toCopyText(toModel(current))
      // A page that is not secure has no clipboard, and an unfocused one may not use it.
      window.navigator.clipboard?.writeText(text).then(
        () => toast.confirm('copy', 'copied'),
        () => toast.confirm('copy', 'no clipboard here'),
      )
    } else if (line?.file !== undefined) {
      const { file, number, column } = line
      void wire.call('POST', 'editor', {}, { file, line: number, column })
    }
  }

  const toast = createToast({
    window,
    root,
    chordCaps: options.chordCaps,
    onAction: act,
    onRest: (isResting) => {
      if (isResting) window.clearTimeout(timer)
      else wait()
    },
  })

  const settle = (): void => {
    if (toast.isShown()) options.place(toast.card)
  }

  const show = (next: Current): void => {
    current = next
    toast.show(toModel(next))
    settle()
  }

  /** What grows under the pointer is clicked by mistake. */
  const showWhole = async (id: string): Promise<void> => {
    const line = await Promise.race([askFailingLine(wire, id), afterwards(window, PATIENCE)])
    if (current?.issue.id !== id) return
    show({ ...current, line })
    wait()
  }

  return {
    element: toast.element,
    raise: (issues) => {
      const [issue] = issues
      if (issue === undefined) return
      if (current !== undefined) {
        // The first is the cause of the others more often than not.
        show({ ...current, others: current.others + issues.length })
        return
      }
      const isBack = issue.status === 'regressed'
      const next = {
        issue,
        before: isBack ? issue.count - 1 : 0,
        others: issues.length - 1,
        line: undefined,
      }
      current = next
      void showWhole(issue.id)
    },
    repeat: (issue) => {
      if (current?.issue.id === issue.id && toast.isShown()) show({ ...current, issue })
    },
    settle,
    hide,
    isShown: toast.isShown,
    isFocused: toast.isFocused,
    focus: () => {
      before = document.activeElement
      toast.focus()
    },
  }
}

async function askFailingLine(wire: Wire, id: string): Promise<FailingLine | undefined> {
  const detail = await wire.call('GET', `issues/${id}`, {})
  const event = readField(readField(detail, 'event'), 'id')
  if (typeof event !== 'string') return undefined
  return readFailingLine(await wire.call('GET', 'sources', { event, around: '0', colours: 'none' }))
}

function afterwards(window: Window, pause: number): Promise<undefined> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, pause, undefined)
  })
}

function toModel({ issue, before, others, line }: Current): ReturnType<typeof toToastModel> {
  return toToastModel(issue, before, others, line)
}
