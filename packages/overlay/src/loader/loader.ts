import type { Boot } from './boot.ts'
import { createChordWatch } from './chord-watch.ts'
import { readField } from './field.ts'
import { createOverlay } from './overlay.ts'
import type { Overlay } from './overlay.ts'
import { isOwnEvent } from './own-events.ts'
import { createPageWatch } from './page-watch.ts'
import { toRandomId } from './random-id.ts'
import { createRemembered } from './remembered.ts'
import { sendPageLoad } from './send-page.ts'
import { keepInTab, readTab, TAB_KEY } from './tab-memory.ts'
import { readSwitch, toHiddenBy } from './visibility.ts'
import type { HiddenBy } from './visibility.ts'

export interface Loader {
  /** As if the chord had been pressed here: it was, in a frame of the page. */
  readonly answer: () => void
  readonly close: () => void
}

const DAY = 86_400_000

/** Starts in a page: measures its loads whatever happens, and shows the overlay unless told not to. */
export function openLoader(window: Window & typeof globalThis, boot: Boot): Loader {
  const { navigator } = window
  const tabId = readTabId(window)
  const remembered = createRemembered(window, boot.project)
  let overlay: Overlay | undefined

  const sender = { navigator, fetch: boot.fetch ?? window.fetch.bind(window) }
  const watch = createPageWatch({
    window,
    tabId,
    isOwn: (entry) =>
      entry.name.startsWith(boot.url) ||
      isOwnEvent(entry) ||
      // Of a closed shadow tree the browser names no element: it may be our toast.
      (entry.startTime > (overlay?.openedAt() ?? Infinity) && readField(entry, 'element') === null),
    send: (facts, isLast) => sendPageLoad(sender, boot.url, facts, isLast),
    onChange: () => overlay?.update(),
  })

  const show = (): Overlay => {
    overlay ??= createOverlay({
      window,
      boot,
      remembered,
      watch,
      chord,
      facts: () => ({
        tabId,
        pageId: watch.current().id,
        traceId: watch.current().traceId(),
        dropped: watch.current().dropped(),
      }),
      onHide: (until) => {
        if (until === 'tomorrow') remembered.set({ hiddenUntil: toTomorrow() })
        hide(until === 'tomorrow' ? 'person' : 'switch')
      },
    })
    return overlay
  }
  const hide = (by: HiddenBy): void => {
    overlay?.close()
    overlay = undefined
    tellWayBack(by, chord.text())
  }

  const hiddenBy = toHiddenBy({
    isSwitched: readSwitch(window),
    isDriven: navigator.webdriver,
    hiddenUntil: remembered.get().hiddenUntil,
    now: Date.now(),
  })
  const answer = (): void => {
    // A driven browser presses keys for the app only.
    if (hiddenBy === 'webdriver') return
    remembered.set({ hiddenUntil: 0 })
    show().answer()
  }
  const chord = createChordWatch(window, remembered.get().chord ?? boot.chord, answer)
  if (hiddenBy === undefined) show()
  else tellWayBack(hiddenBy, chord.text())

  return {
    answer,
    close: () => {
      overlay?.close()
      chord.close()
      watch.close()
      remembered.close()
    },
  }
}

function tellWayBack(by: HiddenBy, chord: string): void {
  if (by === 'webdriver') return
  const until = by === 'person' ? ' until tomorrow' : ''
  // oxlint-disable-next-line no-console -- what is hidden can say nowhere else how it comes back
  console.info(`Footlight is hidden${until}. To see it again: ${chord}, or ?footlight=on.`)
}

function toTomorrow(): number {
  const midnight = new Date(Date.now() + DAY)
  return midnight.setHours(4, 0, 0, 0)
}

/** Lives as long as the tab: what came from it is found by this. */
function readTabId(window: Window): string {
  const known = readTab(window, TAB_KEY)
  if (known !== null) return known
  const made = toRandomId()
  keepInTab(window, TAB_KEY, made)
  return made
}
