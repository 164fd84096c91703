/** A page that keeps loading is not waited for any longer. */
const LIMIT = 3000

/** Runs something, once or more often, when the page has loaded and has nothing better to do. */
export function whenQuiet(window: Window & typeof globalThis, run: () => void): void {
  const later = (): void => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: 500 })
    else globalThis.setTimeout(run)
  }
  if (window.document.readyState === 'complete') later()
  else {
    window.addEventListener('load', later, { once: true })
    window.setTimeout(run, LIMIT)
  }
}
