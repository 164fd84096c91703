/** Under which the loader keeps what it calls the tab. */
export const TAB_KEY = 'footlight-tab'

/**
 * What lives as long as the tab. Storage throws where a browser forbids it, in sandboxes and for
 * blocked sites; there nothing outlives the page.
 */
export function readTab(window: Window, name: string): string | null {
  try {
    return window.sessionStorage.getItem(name)
  } catch {
    return null
  }
}

export function keepInTab(window: Window, name: string, value: string): void {
  try {
    window.sessionStorage.setItem(name, value)
  } catch {
    // Asked for again, or made anew.
  }
}
