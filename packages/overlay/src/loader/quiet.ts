/** A page that keeps loading is not waited for any longer. */
const LIMIT = 3000

/** Runs something once, when the page has loaded and has nothing better to do. */
export function whenQuiet(window: Window & typeof globalThis, run: () => void): void {
  let hasRun = false
  const once = (): void => {
    if (hasRun) return
    hasRun = true
    run()
  }
  const later = (): void => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(once, { timeout: 500 })
    else globalThis.setTimeout(once)
  }
  if (window.document.readyState === 'complete') later()
  else {
    window.addEventListener('load', later, { once: true })
    window.setTimeout(once, LIMIT)
  }
}
