import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { readPageMessage, toPosted } from '../../panel-message.ts'
import type { PageFacts, PanelMessage } from '../../panel-message.ts'

/** The page in which, or from which, the panel was opened; alone in a tab there is none. */
export interface HostPage {
  /** What only the page knows: this tab, this page load, what its policy blocked. */
  readonly facts: ReadonlySignal<PageFacts | undefined>
  readonly isThere: boolean
  readonly tell: (message: PanelMessage) => void
  readonly close: () => void
}

export interface HostPageOptions {
  readonly window: Window
  readonly onOpen: (path: string) => void
}

export function createHostPage({ window, onOpen }: HostPageOptions): HostPage {
  const facts = signal<PageFacts | undefined>(undefined)
  const host: unknown = window.parent === window ? window.opener : window.parent
  const peer = isPeer(host) ? host : undefined

  const onMessage = ({ origin, source, data }: MessageEvent): void => {
    if (source !== peer || origin !== window.location.origin) return
    const message = readPageMessage(data)
    if (message?.type === 'page') facts.value = message.facts
    if (message?.type === 'open') onOpen(message.path)
  }
  if (peer !== undefined) window.addEventListener('message', onMessage)

  const tell = (message: PanelMessage): void => {
    peer?.postMessage(toPosted(message), window.location.origin)
  }
  tell({ type: 'ready' })
  return {
    facts,
    isThere: peer !== undefined,
    tell,
    close: () => window.removeEventListener('message', onMessage),
  }
}

function isPeer(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'postMessage' in value
}
