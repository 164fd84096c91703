import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { createClient } from 'client'
import type { Client, ConnectionState } from 'client'
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { createKeyboard } from '../keys/keyboard.ts'
import type { Keyboard } from '../keys/keyboard.ts'
import { createNavigation } from '../place/navigation.ts'
import type { Navigation } from '../place/navigation.ts'
import { readPlace, toPanelBase } from '../place/place.ts'
import { createClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createFrameBatch } from './frame-batch.ts'
import type { FrameBatch } from './frame-batch.ts'
import { createHostPage } from './host-page.ts'
import type { HostPage } from './host-page.ts'
import { createPreferences } from './preferences.ts'
import type { Preferences } from './preferences.ts'
import { askSessionToken, createTokenKeeper } from './token.ts'
import { createToasts } from './toasts.ts'
import type { Toasts } from './toasts.ts'

/** Everything a view works with. One per window; views get it from `usePanel`. */
export interface Panel {
  readonly client: Client
  readonly connection: ReadonlySignal<ConnectionState>
  readonly navigation: Navigation
  readonly host: HostPage
  readonly keyboard: Keyboard
  readonly clock: Clock
  readonly frames: FrameBatch
  readonly preferences: Preferences
  readonly toasts: Toasts
  /** What views keep while another is shown. */
  readonly remembered: Map<string, unknown>
  /** Bytes of the read API, which need the token: attachments, raw arrivals. */
  readonly fetchBytes: (path: string) => Promise<Response>
  readonly close: () => void
}

export async function openPanel(window: Window & typeof globalThis): Promise<Panel> {
  const { location } = window
  const base = toPanelBase(location.pathname)
  const token = createTokenKeeper(window)
  const request: typeof fetch = (...parameters) => window.fetch(...parameters)
  const renewToken = async (): Promise<void> => {
    const next = await askSessionToken(request, base)
    if (next !== undefined) token.set(next)
  }
  if (token.get() === undefined) await renewToken()
  const connection = signal<ConnectionState>('connecting')
  const navigation = createNavigation(window)

  const client = createClient({
    url: `${location.origin}${base}`,
    token: token.get,
    reader: 'panel',
    fetch: request,
    WebSocket: window.WebSocket,
    subprotocol: 'vite-footlight',
    onState: (state) => {
      connection.value = state
      // A sidecar of another data folder has another token; behind a dev server it can be asked for.
      if (state === 'refused') void reconnect()
    },
  })
  const reconnect = async (): Promise<void> => {
    const before = token.get()
    await renewToken()
    if (token.get() !== before) client.retry()
  }

  // While the first view is made.
  client.connect()

  const host = createHostPage({
    window,
    onOpen: (path) => {
      const [pathname = '', search = ''] = path.split('?')
      navigation.go(readPlace(base + pathname, search))
    },
  })
  const stopFacts = host.facts.subscribe((facts) => {
    if (facts === undefined || facts.token === '' || facts.token === token.get()) return
    token.set(facts.token)
    client.retry()
  })
  const keyboard = createKeyboard(window)
  const clock = createClock(window)
  return {
    client,
    connection,
    navigation,
    host,
    keyboard,
    clock,
    frames: createFrameBatch(window),
    preferences: createPreferences(window),
    toasts: createToasts(window),
    remembered: new Map(),
    fetchBytes: (path) =>
      request(`${base}api/${path}`, { headers: { authorization: `Bearer ${token.get() ?? ''}` } }),
    close: () => {
      stopFacts()
      host.close()
      client.close()
      keyboard.close()
      clock.close()
      navigation.close()
    },
  }
}

export const PanelContext: preact.Context<Panel | undefined> = createContext<Panel | undefined>(
  undefined,
)

export function usePanel(): Panel {
  const panel = useContext(PanelContext)
  if (panel === undefined) throw new Error('A view stands inside the panel.')
  return panel
}
