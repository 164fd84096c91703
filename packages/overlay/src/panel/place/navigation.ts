import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { isPlaceNamed, readPlace, toAddressOf, toPanelBase } from './place.ts'
import type { Place } from './place.ts'

/** A way through the panel; the browser's history keeps it. */
export interface Navigation {
  readonly place: ReadonlySignal<Place>
  readonly go: (place: Place) => void
  /** Goes there without a step to go back. */
  readonly replace: (place: Place) => void
  /** Whether the address says which view it wants. */
  readonly isNamed: () => boolean
  /** Changes parameters of this place; what is `undefined` leaves. Adds no step to go back. */
  readonly set: (parameters: Readonly<Record<string, string | undefined>>) => void
  readonly toAddress: (place: Place) => string
  readonly back: () => void
  readonly close: () => void
}

export function createNavigation(window: Window): Navigation {
  const { location, history } = window
  const base = toPanelBase(location.pathname)
  const place = signal(readPlace(location.pathname, location.search))
  let depth = 0

  const show = (): void => {
    place.value = readPlace(location.pathname, location.search)
  }
  const onPop = (): void => {
    depth = Math.max(depth - 1, 0)
    show()
  }
  window.addEventListener('popstate', onPop)

  return {
    place,
    go: (next) => {
      const address = toAddressOf(base, next)
      if (address === location.pathname + location.search) return
      history.pushState(undefined, '', address)
      depth += 1
      show()
    },
    replace: (next) => {
      history.replaceState(undefined, '', toAddressOf(base, next))
      show()
    },
    isNamed: () => isPlaceNamed(location.pathname),
    set: (parameters) => {
      const { view, id, parameters: before } = place.value
      const after: Record<string, string> = { ...before }
      for (const [key, value] of Object.entries(parameters)) {
        if (value === undefined || value === '') delete after[key]
        else after[key] = value
      }
      history.replaceState(undefined, '', toAddressOf(base, { view, id, parameters: after }))
      show()
    },
    toAddress: (next) => toAddressOf(base, next),
    back: () => {
      const { view, id, parameters } = place.value
      if (depth > 0) {
        history.back()
      } else if (id !== undefined) {
        // Opened by its link: the list is where one would have come from.
        history.replaceState(undefined, '', toAddressOf(base, { view, id: undefined, parameters }))
        show()
      }
    },
    close: () => window.removeEventListener('popstate', onPop),
  }
}
