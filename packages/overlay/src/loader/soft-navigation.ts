/** Tells when the page shows another address without having been loaded anew. */
export interface SoftNavigations {
  /** Looks now, where the browser itself does not tell: something happened in the page. */
  readonly look: () => void
  readonly close: () => void
}

/**
 * A change of the fragment alone is scrolling, and routers replace the address with the same one.
 * Browsers without the Navigation API tell nobody of `pushState`; wrapping it would put us into the
 * stack of every router, so there the next thing that is measured has to do.
 */
export function createSoftNavigations(
  window: Window & typeof globalThis,
  onNavigation: () => void,
): SoftNavigations {
  const { location } = window
  const read = (): string => location.pathname + location.search
  let before = read()
  const look = (): void => {
    const now = read()
    if (now === before) return
    before = now
    onNavigation()
  }
  const navigation: unknown = Reflect.get(window, 'navigation')
  const target = navigation instanceof EventTarget ? navigation : window
  const type = target === window ? 'popstate' : 'currententrychange'
  target.addEventListener(type, look)
  return { look, close: () => target.removeEventListener(type, look) }
}
