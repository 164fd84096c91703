import { useEffect, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { useAgentShows } from '../agent/use-agent-shows.ts'
import { ErrorBoundary } from '../component/error-boundary.tsx'
import { ToastLines } from '../component/toast-lines.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { viewNames } from '../place/view-name.ts'
import { readScope } from '../scope/scope.ts'
import { usePanel } from '../session/panel.ts'
import { views } from '../views/views.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { Foot } from './foot.tsx'
import { KeySheet } from './key-sheet.tsx'
import { LeavingBanner } from './leaving-banner.tsx'
import { Palette } from './palette.tsx'
import { TopBar } from './top-bar.tsx'
import { useFirstView } from './use-first-view.ts'
import { useTheme } from './use-theme.ts'

const PREFETCH_AFTER = 2000

/** The panel: bar, view, foot, and what lies over them. */
export function App(): VNode {
  const { navigation, host, connection } = usePanel()
  const [over, setOver] = useState<'palette' | 'keys' | undefined>(undefined)
  const main = useRef<HTMLElement>(null)
  const place = navigation.place.value
  const { title, Component } = views[place.view]
  const name = `${place.view}/${place.id ?? ''}`
  useTheme()
  useFirstView()
  useAgentShows()

  useKeys([
    {
      keys: 'mod+k',
      words: 'Jump to',
      group: 'Panel',
      isInFields: true,
      run: () => setOver('palette'),
    },
    { keys: '?', words: 'Keys', group: 'Panel', run: () => setOver('keys') },
    {
      keys: 'Escape',
      words: 'One step back',
      group: 'Panel',
      run: () => {
        if (place.id !== undefined) navigation.back()
        else if (host.isThere) host.tell({ type: 'close' })
      },
    },
  ])
  useKeys(
    viewNames.map((view) => ({
      keys: `g ${views[view].key}`,
      words: views[view].title,
      group: 'Go to',
      run: () => navigation.go({ view, id: undefined, parameters: readScope(place.parameters) }),
    })),
  )

  // Who moves with keys goes on in the view that came; at the first load nothing is taken from the page.
  const isFirst = useRef(true)
  useEffect(() => {
    document.title = `${title} · Footlight`
    if (!isFirst.current) main.current?.focus()
    isFirst.current = false
  }, [name])

  // By then the first view is drawn and its answers are there.
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const view of viewNames) views[view].prefetch?.()
    }, PREFETCH_AFTER)
    return () => clearTimeout(timer)
  }, [])

  const dock = host.facts.value?.dock
  const classes = [
    'fl-panel',
    host.isThere && dock !== 'window' ? 'dock' : '',
    dock === 'right' ? 'right' : '',
  ]
  return (
    <div class={classes.filter(Boolean).join(' ')}>
      <TopBar onPalette={() => setOver('palette')} />
      <main class="fl-view" ref={main} tabIndex={-1} aria-label={title}>
        <ConnectionBanner state={connection.value} />
        <LeavingBanner />
        <ErrorBoundary name={name}>
          <Component key={place.view} id={place.id} />
        </ErrorBoundary>
      </main>
      <Foot onKeys={() => setOver('keys')} />
      <ToastLines />
      {over === 'palette' ? <Palette onClose={() => setOver(undefined)} /> : null}
      {over === 'keys' ? <KeySheet onClose={() => setOver(undefined)} /> : null}
    </div>
  )
}
